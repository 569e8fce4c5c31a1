import { connectLocalChain } from "../../../src/chain/index.ts";
import { Validator } from "../../../src/validator/index.ts";
import { validatorOptions } from "./test-bed.ts";

/** A validator in a process of its own, to be killed: arguments are the chain's URL and the data folder. */
const [url, folder] = process.argv.slice(2);
if (url === undefined || folder === undefined) throw new Error("usage: validator-process URL FOLDER");
const validator = await Validator.open(validatorOptions(connectLocalChain(url), folder, { maxCatchUpRounds: 10_000 }));
validator.events.on("record", () => process.send?.("record"));
validator.events.on("weights", ({ block }) => process.send?.(`weights ${block}`));
validator.start();
process.send?.("started");
