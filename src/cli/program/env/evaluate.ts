import { availableParallelism } from "node:os";
import { Command } from "commander";
import { moduleOption, patienceOption } from "./module-option.ts";
import { positive } from "./whole-number.ts";
import type { evaluate } from "../../commands/env/evaluate.ts";

const EXAMPLES = `Examples:
  af env evaluate answers.ndjson > scores.ndjson
  my-model < questions.ndjson | af env evaluate
  af env evaluate answers.ndjson --module ./ledger
  kissat q.cnf | af env evaluate --dimacs q.cnf      what a solver printed

Each line in: {"challenge_id": "…", "completion": "…"}, so a line of
'af env sample' with a completion added is one. Of an episode (HUNT, REPAIR) the
completion is the list of its turns, ["…", "…"]; what 'af env try --json' prints
has them as "turns", and is a line, too: its lines {"turn", "observation"} are
passed over.
Each line out, in order: {"challenge_id", "score", "thousandths", "reason",
"extracted", "metrics"}, or {"line", "score": null, "error"} for a line that
cannot be judged; the exit code is then 1.
`;

export function evaluateSubcommand(): Command {
  return new Command("evaluate")
    .description("judge answers, NDJSON in and out")
    .argument("[file]", "NDJSON file; standard input unless given")
    .option("--workers <count>", "threads that judge; the output is the same for any", positive, availableParallelism())
    .option("--every-test", "run all tests of a program, so that metrics.passed can shape a reward")
    .option("--dimacs <file>", "the input is what a solver printed for this file of `env sample --format dimacs`")
    .addOption(moduleOption())
    .addOption(patienceOption())
    .addHelpText("before", EXAMPLES)
    .action(async (...given: Parameters<typeof evaluate>) =>
      (await import("../../commands/env/evaluate.ts")).evaluate(...given),
    );
}
