import { Command } from "commander";
import { withContext } from "./with-context.ts";

export function configCommand(): Command {
  const config = new Command("config")
    .description("settings and where they come from")
    .addHelpText("before", "Examples:\n  af config show --sources\n");
  config
    .command("show")
    .description("print every setting in force")
    .option("--sources", "also say where each value comes from")
    .addHelpText("before", "Examples:\n  af config show --sources\n  af config show --json\n")
    .action(withContext(async () => (await import("../commands/config.ts")).showConfig));
  return config;
}
