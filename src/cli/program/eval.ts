import { Command, InvalidArgumentError, Option } from "commander";
import { integerIn } from "../localnet-flags.ts";
import { moduleOption, patienceOption } from "./env/module-option.ts";
import { withContext } from "./with-context.ts";
import { seedText } from "./seed-text.ts";

const EXAMPLES = `Examples:
  af eval -e SAT --base-url http://127.0.0.1:8000/v1 --model me/affine-7b -n 100
  af eval -e SAT -e DED --base-url URL --output run.ndjson    again: goes on
  af eval --base-url URL --seed 7 --fail-under 0.6 --json     exit code 100
  af eval --base-url URL --body '{"seed":null,"max_tokens":null,"top_k":20}'
  af eval view run.ndjson --only wrong           what it got wrong, and why
  af eval compare a.ndjson b.ndjson              is B better? paired intervals

Without -e all environments are asked. A question that the host does not answer,
or the scorer cannot judge, has no score; it never counts as 0. Nor does an
answer that the host cuts off below --max-tokens. A host that answers nothing is
asked four times: a question is given up after 480 s without a token (4 x 120),
and after 600 s an answer that still flows counts as 0 (--timeout sets less).
`;

export function evalCommand(): Command {
  return new Command("eval")
    .description("score a model behind any OpenAI-compatible address")
    .addOption(
      new Option("-e, --env <name>", "environment, as often as wanted").argParser(collect).default([], "all of them"),
    )
    .option("--base-url <url>", "where the model answers [AFFINE_INFERENCE_URL; default a running localnet]")
    .option("--model <name>", "the model's name there; the only one unless given")
    .option("-n, --count <n>", "questions of each environment", integerIn(1, 100_000), 100)
    .option("--concurrency <n>", "questions under way at once", integerIn(1, 4096), 16)
    .option("--seed <text>", "draw the same questions every time; random unless given", seedText)
    .option("--output <file>", "keep the answers here; run again, it goes on")
    .option("--save-transcripts <dir>", "write down every question and answer")
    .option("--fail-under <score>", "exit code 100 when the mean is below this, 0 to 1", shareOf)
    .option("--temperature <t>", "0 to 2 (default: the network's, 0.7)", numberIn(0, 2))
    .option("--max-tokens <n>", "of an answer (default: the network's, 16384)", integerIn(1, 1_000_000))
    .option(
      "--timeout <seconds>",
      "that an answer may take (default: the network's, 600; 120 of them to its first token)",
      integerIn(1, 86_400),
    )
    .option("--body <json>", "fields of the request that the host wants otherwise; null leaves one out")
    .addOption(moduleOption())
    .addOption(patienceOption())
    .addHelpText("before", EXAMPLES)
    .action(withContext(async () => (await import("../commands/eval.ts")).evaluate))
    .addCommand(viewCommand())
    .addCommand(compareCommand());
}

function viewCommand(): Command {
  return new Command("view")
    .description("look at an evaluation that --output has kept")
    .argument("<file>", "NDJSON of af eval --output")
    .option("-e, --env <name>", "only this environment")
    .addOption(new Option("--only <kind>", "only these answers").choices(["right", "wrong", "unscored"]))
    .option("--most <n>", "answers that are listed", integerIn(0, 1_000_000), 20)
    .option("--question <n>", "show this question's text and verdict", integerIn(0, 1_000_000))
    .addHelpText(
      "before",
      "Examples:\n  af eval view run.ndjson\n  af eval view run.ndjson -e SAT --only wrong --most 100\n  af eval view run.ndjson -e SAT --question 7\n",
    )
    .action(withContext(async () => (await import("../commands/eval-view.ts")).view));
}

function compareCommand(): Command {
  return new Command("compare")
    .description("two evaluations of the same questions, pair by pair")
    .argument("<a>", "NDJSON of af eval --output")
    .argument("<b>", "another one, with the same --seed")
    .addHelpText(
      "before",
      `Examples:
  af eval -e SAT --base-url A --seed 7 --output a.ndjson
  af eval -e SAT --base-url B --seed 7 --output b.ndjson
  af eval compare a.ndjson b.ndjson

The interval of B - A holds for any number of pairs, however often one looks:
it is the contest's own (docs/mechanism.md).
`,
    )
    .action(withContext(async () => (await import("../commands/eval-compare.ts")).compare));
}

function collect(name: string, before: readonly string[]): readonly string[] {
  return [...before, name];
}

function shareOf(text: string): number {
  return numberIn(0, 1)(text);
}

function numberIn(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d*\.?\d+$/.test(text) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`Expected a number from ${low} to ${high}.`);
  };
}
