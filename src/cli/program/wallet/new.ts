import { Command } from "commander";
import { withOptions } from "../../flags.ts";
import { withContext } from "../with-context.ts";

export function walletNewCommand(): Command {
  const command = new Command("new")
    .description("make a hotkey, and a coldkey when the wallet has none")
    .addHelpText(
      "before",
      "Examples:\n  af wallet new --coldkey mine --hotkey validator\n  af wallet new --hotkey second --encrypt\n",
    )
    .option("--encrypt", "encrypt the new keys with a password ($NACL, as Bittensor does)")
    .option("--reveal", "also print the secret phrases: write them down, they are the only backup");
  return withOptions(command, ["walletDir", "coldkey", "hotkey", "walletPasswordFile"]).action(
    withContext(async () => (await import("../../commands/wallet/new.ts")).makeWallet),
  );
}
