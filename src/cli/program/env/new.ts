import { Command } from "commander";
import type { writePackage } from "../../commands/env/new.ts";

const EXAMPLES = `Examples:
  af env new ledger                    writes the package ./ledger
  af env card ./ledger --samples 300   which is complete: its card passes
  af env new chess --dir envs/chess
`;

export function newSubcommand(): Command {
  return new Command("new")
    .description("write the package of an environment of your own")
    .argument("<name>", "name of the new environment, such as ledger")
    .option("--dir <folder>", "new or empty folder to write into instead of ./NAME")
    .addHelpText("before", EXAMPLES)
    .action(async (...given: Parameters<typeof writePackage>) =>
      (await import("../../commands/env/new.ts")).writePackage(...given),
    );
}
