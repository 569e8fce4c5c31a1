import { randomBytes } from "node:crypto";
import { AffineError } from "../../core/index.ts";
import { environment, environments as registered } from "../../envs/index.ts";
import { chatEndpoint } from "../../inference/index.ts";
import { evalSettings, requestWithin, settingsOfFile, summarise, type EvalSummary } from "../../miner/eval/index.ts";
import type { CommandContext } from "../context.ts";
import { chosenModel, keyFor } from "../evaluation/chosen-model.ts";
import { evaluateModel } from "../evaluation/evaluate-model.ts";
import { modelAddress } from "../evaluation/model-address.ts";
import { cutOffLines, percent, scoreTable, unscoredLines } from "../evaluation/score-table.ts";
import { printJson, printLine } from "../output.ts";
import { loadModules } from "./env/chosen-environment.ts";
import type { ModuleOption } from "../program/env/module-option.ts";
import { say } from "../../telemetry/index.ts";

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
  readonly timeout?: number;
  readonly body?: string;
}

export async function evaluate(context: CommandContext, flags: EvalFlags): Promise<void> {
  await loadModules(flags);
  const baseUrl = await modelAddress(context, flags.baseUrl);
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
      ...(flags.timeout === undefined ? {} : requestWithin(flags.timeout)),
    },
    fields: flags.body,
  });
  if (!context.json) say(`seed ${settings.seed}`);
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
  for (const line of [...unscoredLines(summary), ...cutOffLines(summary)]) say(line);
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
