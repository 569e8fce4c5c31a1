import { Command } from "commander";
import { withOptions } from "../flags.ts";
import { withContext } from "./with-context.ts";

export function validateCommand(): Command {
  const command = new Command("validate")
    .alias("validator")
    .description("the validator: rounds, records, decision, weights")
    .option("--no-runner", "leave the questions to `af runner` processes on the same data folder")
    .option("--no-page", "do not serve the page and its API")
    .option("--from-genesis", "read the contest from its beginning, not from the checkpoint in the data folder", false)
    .addHelpText(
      "before",
      "Examples:\n  af -vv validate\n  af validate --no-runner          with `af runner` in other terminals\n",
    );
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
    "store",
    "recordsUrl",
    "mechanism",
    "environments",
    "roundBlocks",
    "httpConcurrency",
    "perMiner",
    "queue",
    "metricsPort",
    "host",
    "port",
  ]).action(withContext(async () => (await import("../commands/validate.ts")).validate));
}
