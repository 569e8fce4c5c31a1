import { Command } from "commander";
import { AffineError } from "../../../core/index.ts";
import { cardPasses, environment, makeCard, type Bar } from "../../../envs/index.ts";
import { printJson, printLine } from "../../output.ts";
import { table } from "../../table.ts";
import { wholeNumber } from "./sample.ts";

const EXAMPLES = `Examples:
  af env card SAT --samples 100
  af env card SAT --json > sat.card.json
`;
const COLUMNS = [{ title: "check" }, { title: "bar" }, { title: "measured" }, { title: "" }];

export function cardSubcommand(): Command {
  return new Command("card")
    .description("measure an environment: can it be guessed, memorised, broken?")
    .argument("<name>", "environment, such as SAT")
    .option(
      "--samples <count>",
      "questions a level and check; below 300 the bar for guesses cannot be met",
      wholeNumber,
      1000,
    )
    .addHelpText("before", EXAMPLES)
    .action(async (name: string, options: { samples: number }, command: Command) => {
      if (options.samples < 1) {
        throw new AffineError("usage", "A card needs at least one sample.", { hint: "Give --samples 100, say." });
      }
      const card = await makeCard(environment(name), {
        samples: options.samples,
        nowMs: () => performance.now(),
        onProgress: (step) => process.stderr.write(`measuring ${step}\n`),
      });
      if (command.optsWithGlobals<{ json?: boolean }>().json === true) await printJson(card);
      else await printLine(table(COLUMNS, [...card.facts.bars, ...(card.timings?.bars ?? [])].map(row)));
      if (!cardPasses(card)) process.exitCode = 1;
    });
}

function row(bar: Bar): string[] {
  return [bar.check, bar.bar, bar.measured, bar.met ? "met" : "MISSED"];
}
