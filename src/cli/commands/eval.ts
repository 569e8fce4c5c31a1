import { randomBytes } from "node:crypto";
import { Command, InvalidArgumentError, Option } from "commander";
import { AffineError } from "../../core/index.ts";
import { environment, environments as registered } from "../../envs/index.ts";
import { chatEndpoint } from "../../inference/index.ts";
import { evalSettings, settingsOfFile, summarise, type EvalSummary } from "../../miner/eval/index.ts";
import { withContext, type CommandContext } from "../context.ts";
import { chosenModel, keyFor } from "../evaluation/chosen-model.ts";
import { evaluateModel } from "../evaluation/evaluate-model.ts";
import { percent, scoreTable, unscoredLines } from "../evaluation/score-table.ts";
import { integerIn } from "../localnet-flags.ts";
import { printJson, printLine } from "../output.ts";
import { loadModules, moduleOption, type ModuleOption } from "./env/chosen-environment.ts";

const EXAMPLES = `Examples:
  af eval -e SAT --base-url http://127.0.0.1:8000/v1 --model me/affine-7b -n 100
  af eval -e SAT -e DED --base-url URL --output run.ndjson    again: goes on
  af eval --base-url URL --seed 7 --fail-under 0.6 --json     exit code 100

Without -e all environments are asked. A question that the host does not answer,
or the scorer cannot judge, has no score; it never counts as 0.
`;

interface EvalFlags extends ModuleOption {
  readonly env: readonly string[];
  readonly baseUrl?: string;
  readonly model?: string;
  readonly count: number;
  readonly concurrency: number;
  readonly seed?: string;
  readonly output?: string;
  readonly saveTranscripts?: string;
  readonly failUnder?: number;
  readonly temperature?: number;
  readonly maxTokens?: number;
}

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
    .option("--seed <text>", "draw the same questions every time; random unless given")
    .option("--output <file>", "keep the answers here; run again, it goes on")
    .option("--save-transcripts <dir>", "write down every question and answer")
    .option("--fail-under <score>", "exit code 100 when the mean is below this, 0 to 1", shareOf)
    .option("--temperature <t>", "0 to 2 (default: the network's, 0.7)", numberIn(0, 2))
    .option("--max-tokens <n>", "of an answer (default: the network's, 16384)", integerIn(1, 1_000_000))
    .addOption(moduleOption())
    .addHelpText("before", EXAMPLES)
    .action(withContext(evaluate));
}

async function evaluate(context: CommandContext, flags: EvalFlags): Promise<void> {
  await loadModules(flags);
  const baseUrl = flags.baseUrl ?? (await context.network()).inferenceUrl;
  // A bad address is told before anything else.
  chatEndpoint(baseUrl);
  const begun = flags.output === undefined ? undefined : await settingsOfFile(flags.output);
  const chosen = flags.env.length > 0 ? flags.env.map((name) => environment(name)) : registered();
  const names = new Set(chosen.map(({ info }) => info.name));
  const settings = evalSettings({
    seed: flags.seed ?? begun?.seed ?? randomBytes(8).toString("hex"),
    model: await chosenModel(context, baseUrl, flags.model ?? begun?.model),
    baseUrl,
    environments: [...names].map((name) => ({ name })),
    request: {
      ...(flags.temperature === undefined ? {} : { temperatureThousandths: Math.round(1000 * flags.temperature) }),
      ...(flags.maxTokens === undefined ? {} : { maxTokens: flags.maxTokens }),
    },
  });
  if (!context.json) process.stderr.write(`seed ${settings.seed}\n`);
  const answers = await evaluateModel(context, {
    settings,
    count: flags.count,
    concurrency: flags.concurrency,
    apiKey: keyFor(context, baseUrl),
    output: flags.output,
    transcripts: flags.saveTranscripts,
  });
  const summary = summarise(
    settings.environments.map(({ name }) => name),
    answers,
  );
  if (context.json) await printJson({ ...settings, count: flags.count, ...summary });
  else await printSummary(summary);
  judge(summary, flags.failUnder);
}

async function printSummary(summary: EvalSummary): Promise<void> {
  await printLine(scoreTable(summary));
  if (summary.meanBp !== null && summary.rows.length > 1) await printLine(`mean ${percent(summary.meanBp)}`);
  for (const line of unscoredLines(summary)) process.stderr.write(`${line}\n`);
}

function judge({ meanBp, asked, scored }: EvalSummary, failUnder: number | undefined): void {
  if (meanBp === null) {
    throw new AffineError("inference_unavailable", "An environment has no answer that counts, so there is no mean.", {
      hint: "Run it again; with --output only what is missing is asked.",
    });
  }
  if (failUnder !== undefined && meanBp < 10_000 * failUnder) {
    throw new AffineError("below_threshold", `The mean of ${percent(meanBp)} is below ${percent(10_000 * failUnder)}.`);
  }
  if (scored < asked) process.exitCode = 1;
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
