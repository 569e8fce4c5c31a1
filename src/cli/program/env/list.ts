import { Command } from "commander";
import { moduleOption, patienceOption } from "./module-option.ts";
import type { list } from "../../commands/env/list.ts";

export function listSubcommand(): Command {
  return new Command("list")
    .description("print every environment")
    .addOption(moduleOption())
    .addOption(patienceOption())
    .addHelpText("before", "Examples:\n  af env list\n  af env list --json\n")
    .action(async (...given: Parameters<typeof list>) => (await import("../../commands/env/list.ts")).list(...given));
}
