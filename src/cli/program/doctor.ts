import { Command } from "commander";
import { withOptions } from "../flags.ts";
import { withContext } from "./with-context.ts";

export function doctorCommand(): Command {
  const command = new Command("doctor")
    .description("check this machine, the settings and the network")
    .addHelpText(
      "before",
      "Examples:\n  af doctor\n  af doctor --json      exit code 1 when something is broken\n  af doctor --fix       file modes and owners, where that is safe\n",
    )
    .option("--fix", "do what is safe: modes and owners of files with secrets");
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
  ]).action(withContext(async () => (await import("../commands/doctor.ts")).examine));
}
