import { Command } from "commander";
import { walletNewCommand } from "./new.ts";
import { walletShowCommand } from "./show.ts";

export function walletCommand(): Command {
  return new Command("wallet")
    .description("local keys (Bittensor's own tools serve as well)")
    .addHelpText("before", "Examples:\n  af wallet new --coldkey mine --hotkey validator\n  af wallet show\n")
    .addCommand(walletNewCommand())
    .addCommand(walletShowCommand());
}
