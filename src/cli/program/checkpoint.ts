import { Command } from "commander";
import { withOptions } from "../flags.ts";
import { withContext } from "./with-context.ts";

/** `af checkpoint`: recompute a validator's checkpoint from the records. */
export function checkpointCommand(): Command {
  const command = new Command("checkpoint")
    .description("check a checkpoint of the contest against the records, read from the beginning")
    .argument("<file>", "journal/contest-<netuid>.checkpoint of a data folder")
    .option("--store <url|dir>", "where all records are (default: where each validator announced)")
    .option("--adopt", "when it is right, `af validate` on this data folder starts from it", false)
    .addHelpText(
      "before",
      "Examples:\n  af checkpoint contest-120.checkpoint\n  af checkpoint --adopt FILE       a new machine, before `af validate`\n",
    )
    .addHelpText("after", "\nExit code 1 when it does not follow from the records. See docs/scale.md\n");
  return withOptions(command, [
    "endpoint",
    "endpointFallback",
    "trust",
    "netuid",
    "home",
    "walletDir",
    "coldkey",
    "hotkey",
    "signerUrl",
    "signerTokenFile",
    "mechanism",
    "roundBlocks",
  ]).action(withContext(async () => (await import("../commands/checkpoint.ts")).checkpoint));
}
