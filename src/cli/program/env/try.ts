import { Command } from "commander";
import { withContext } from "../with-context.ts";
import { moduleOption, patienceOption } from "./module-option.ts";
import { wholeNumber } from "./whole-number.ts";
import { seedText } from "../seed-text.ts";

const EXAMPLES = `Examples:
  af env try HUNT                      turn by turn, until the verdict
  af env try SAT --level 1 --seed 1    the same question every time
  af env try ./ledger
  printf 'ask 00 00 00\\nclaim 01 02 03\\n' | af env try HUNT --seed 1

Of many turns each line is a turn; one without tags is taken for an action,
<action>LINE</action>. An answer of one turn may have many lines: a line with
a single dot, or the end of the input, ends it.
`;

export function trySubcommand(): Command {
  return new Command("try")
    .description("answer one question yourself, turn by turn, and see the verdict")
    .argument("<name>", "environment, such as HUNT, or the path of one of your own")
    .option("--level <level>", "difficulty; the environment's own default unless given", wholeNumber)
    .option("--seed <seed>", "ask the same question every time; random unless given", seedText)
    .addOption(moduleOption())
    .addOption(patienceOption())
    .addHelpText("before", EXAMPLES)
    .action(withContext(async () => (await import("../../commands/env/try.ts")).tryEnvironment));
}
