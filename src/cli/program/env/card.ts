import { availableParallelism } from "node:os";
import { Command } from "commander";
import { moduleOption } from "./module-option.ts";
import { positive } from "./whole-number.ts";
import type { card } from "../../commands/env/card.ts";

const EXAMPLES = `Examples:
  af env card SAT --samples 100
  af env card SAT --json > sat.card.json
  af env card SAT --against sat.card.json    is the stored card still true?
  af env card ./ledger
`;

export function cardSubcommand(): Command {
  return new Command("card")
    .description("measure an environment: can it be guessed, memorised, broken?")
    .argument("<name>", "environment, such as SAT, or the path of one of your own")
    .option(
      "--samples <count>",
      "questions a level and check; below 300 the bar for guesses cannot be met",
      positive,
      1000,
    )
    .option("--workers <count>", "threads; the card's facts are the same for any", positive, availableParallelism())
    .option("--against <file>", "compare with a stored card within seconds instead of measuring a new one")
    .addOption(moduleOption())
    .addHelpText("before", EXAMPLES)
    .action(async (...given: Parameters<typeof card>) => (await import("../../commands/env/card.ts")).card(...given));
}
