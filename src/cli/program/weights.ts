import { Command } from "commander";
import { withOptions } from "../flags.ts";
import { withContext } from "./with-context.ts";

export function weightsCommand(): Command {
  const command = new Command("weights")
    .description("compute the weights once from the record and print why")
    .option("--set", "also set them on chain with the hotkey")
    .addHelpText("before", "Examples:\n  af weights\n  af weights --set --hotkey my_hotkey\n");
  return withOptions(command, [
    "endpoint",
    "endpointFallback",
    "trust",
    "netuid",
    "home",
    "walletDir",
    "coldkey",
    "hotkey",
    "mechanism",
    "environments",
    "roundBlocks",
  ]).action(withContext(async () => (await import("../commands/weights.ts")).showWeights));
}
