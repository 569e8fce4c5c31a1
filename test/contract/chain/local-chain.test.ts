import { chainContract } from "./chain-contract.ts";
import { commitRevealContract } from "./commit-reveal-contract.ts";
import { openLocal } from "./open-local.ts";

chainContract("embedded, in memory", (setup) => openLocal(setup));
commitRevealContract("embedded, in memory", (setup) => openLocal(setup));
