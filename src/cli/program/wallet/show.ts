import { Command } from "commander";
import { withOptions } from "../../flags.ts";
import { withContext } from "../with-context.ts";

export function walletShowCommand(): Command {
  const command = new Command("show")
    .description("print a hotkey's address and where it is")
    .addHelpText("before", "Examples:\n  af wallet show\n  af wallet show --hotkey validator --json\n")
    .option("--reveal", "also print its secrets: phrase, seed and private key");
  return withOptions(command, ["walletDir", "coldkey", "hotkey", "walletPasswordFile"]).action(
    withContext(async () => (await import("../../commands/wallet/show.ts")).showWallet),
  );
}
