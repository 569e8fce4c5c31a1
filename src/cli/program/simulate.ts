import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { withContext } from "./with-context.ts";
import { seedText } from "./seed-text.ts";

const EXAMPLES = `Examples:
  af simulate                                      all attacks, both mechanisms
  af simulate --attack sybils --days 30 --reps 50  one attack, smaller errors
  af simulate --attack ./my-attack.js              an attack of your own
  af simulate --set validators=4 --set arrivals=2  another world
  af simulate --suite quick --html report.html     published tables, compared
  af simulate --market --days 60                   budget and waits, by crowns
  af simulate --credit --reps 200                  rounds with partial credit
  af simulate --estimate-r ./.affine               luck that models share
`;

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `af simulate`: the laboratory. */
export function simulateCommand(): Command {
  return new Command("simulate")
    .description("attack the mechanisms in simulated worlds; reproduce the published tables")
    .option("--attack <name>", "which attack, or a module of your own; may be repeated (default: all)", collect)
    .option("--mechanism <name>", "affine-v1, affine-v2 or both (default: both)")
    .option("--days <days>", "days that are measured", number(0.1, 365), 30)
    .option("--reps <count>", "repetitions of each", wholeNumber(1, 1_000_000), 10)
    .option("--seed <seed>", "the same seed, the same worlds", seedText, "1")
    .option("--set <name=value>", "change a setting of the world; may be repeated", collect, [])
    .option("--suite <size>", "reproduce the published tables: quick or full")
    .option("--market", "how the budget of tests serves a market: a crown a day, a crown an hour")
    .option("--credit", "what partial credit does to the rounds that a test takes")
    .option("--workers <count>", "threads", wholeNumber(1, 256), availableParallelism())
    .option("--html <file>", "write a report with plots, self-contained")
    .option("--list-attacks", "say what attacks there are")
    .option("--estimate-r <folder>", "measure the luck that recorded models share")
    .addHelpText("before", EXAMPLES)
    .action(withContext(async () => (await import("../commands/simulate/index.ts")).simulate));
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,9}$/.test(text)) return number(least, most)(text);
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

function number(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !(value >= least && value <= most)) {
      throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
    }
    return value;
  };
}
