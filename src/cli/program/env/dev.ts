import { Command } from "commander";
import { withContext } from "../with-context.ts";
import { patienceOption } from "./module-option.ts";
import { positive } from "./whole-number.ts";

const EXAMPLES = `Examples:
  af env dev ./ledger                  until Ctrl-C (exit code 130; SIGTERM: 0)
  af env dev ./ledger --samples 300
  af env dev ledger.mjs                one module: it and the files beside it
  af env dev ./ledger --once           one round; exit code 1 for a missed bar,
                                       143 where SIGTERM ends it before

A folder that is removed is watched again once it is back. "TOO FEW" is a bar
that so few samples cannot show; it is no miss. --samples 300 shows every bar.
`;

export function devSubcommand(): Command {
  return new Command("dev")
    .description("watch an environment: at every change a question, its baselines, what differs in its card")
    .argument("<dir>", "package folder or module of an environment of your own")
    .option("--samples <count>", "questions a level and check", positive, 60)
    .option("--once", "one round without watching")
    .addOption(patienceOption())
    .addHelpText("before", EXAMPLES)
    .action(withContext(async () => (await import("../../commands/env/dev.ts")).dev));
}
