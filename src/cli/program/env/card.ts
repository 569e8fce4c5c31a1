import { availableParallelism } from "node:os";
import { Command } from "commander";
import { integerIn } from "../../localnet-flags.ts";
import { moduleOption, patienceOption } from "./module-option.ts";
import { levelList, positive } from "./whole-number.ts";
import type { card } from "../../commands/env/card.ts";
import { seedText } from "../seed-text.ts";

const EXAMPLES = `Examples:
  af env card SAT --samples 100
  af env card SAT --json > sat.card.json
  af env card SAT --against sat.card.json    is the stored card still true?
  af env card ./ledger
  af env card SAT --base-url URL --model me/affine-7b -n 50 --into sat.card.json

A host that answers nothing is asked four times: a question is given up after
480 s without a token (4 x 120), and after 600 s an answer that still flows
counts as 0. --timeout sets less for both.
`;

export function cardSubcommand(): Command {
  return new Command("card")
    .description("measure an environment: can it be guessed, memorised, broken?")
    .argument("<name>", "environment, such as SAT, or the path of one of your own")
    .option(
      "--samples <count>",
      "questions a level and check; below 300 they are TOO FEW for the bar on guesses",
      positive,
      1000,
    )
    .option("--workers <count>", "threads; the card's facts are the same for any", positive, availableParallelism())
    .option("--against <file>", "compare with a stored card instead of measuring a new one: seconds, DED minutes")
    .option("--base-url <url>", "measure a real model instead, which answers there")
    .option(
      "--model <name>",
      "the model's name there; with it alone AFFINE_INFERENCE_URL or a running localnet is asked",
    )
    .option("-n, --questions <n>", "questions of each level for a model", integerIn(1, 100_000), 50)
    .option("--levels <list>", "levels that a model is asked, such as 1,2,3; all of them unless given", levelList)
    .option("--concurrency <n>", "questions to a model under way at once", integerIn(1, 4096), 16)
    .option("--seed <text>", "ask a model the same questions every time; random unless given", seedText)
    .option("--max-tokens <n>", "of a model's answer (default: the network's, 16384)", integerIn(1, 1_000_000))
    .option(
      "--timeout <seconds>",
      "that an answer may take (default: the network's, 600; 120 of them to its first token)",
      integerIn(1, 86_400),
    )
    .option("--into <file>", "put the model's row into this stored card")
    .addOption(moduleOption())
    .addOption(patienceOption())
    .addHelpText("before", EXAMPLES)
    .action(async (...given: Parameters<typeof card>) => (await import("../../commands/env/card.ts")).card(...given));
}
