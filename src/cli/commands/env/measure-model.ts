import { AffineError } from "../../../core/index.ts";
import type { Environment, ModelLevel, ModelRow } from "../../../envs/index.ts";
import { chatEndpoint } from "../../../inference/index.ts";
import {
  evalSettings,
  requestWithin,
  summarise,
  type CutOff,
  type EvalAnswer,
  type EvalSummary,
} from "../../../miner/eval/index.ts";
import type { CommandContext } from "../../context.ts";
import { chosenModel, keyFor } from "../../evaluation/chosen-model.ts";
import { evaluateModel } from "../../evaluation/evaluate-model.ts";
import { cutOffLines, unscoredLines } from "../../evaluation/score-table.ts";
import { say } from "../../../telemetry/index.ts";

/** How a model is measured for a card. */
export interface ModelOptions {
  readonly baseUrl: string;
  readonly model?: string | undefined;
  /** Questions of each level. */
  readonly count: number;
  /** All of them unless told. */
  readonly levels?: readonly number[] | undefined;
  readonly concurrency: number;
  readonly seed: string;
  readonly maxTokens?: number | undefined;
  /** Seconds that an answer may take. */
  readonly timeout?: number | undefined;
}

/**
 * Asks a model the same questions of every level, or of some, and judges as validators do.
 *
 * @throws AffineError `environment_params` for a level that there is not, `inference_unavailable` for a level without an answer that counts, and as `af eval`.
 */
export async function measureModel(
  context: CommandContext,
  environment: Environment,
  options: ModelOptions,
): Promise<ModelRow> {
  const { baseUrl, count, concurrency, seed, maxTokens, timeout } = options;
  chatEndpoint(baseUrl);
  const { info } = environment;
  const asked = options.levels ?? info.levels;
  for (const level of asked) environment.normalizeParams({ level });
  const model = await chosenModel(context, baseUrl, options.model);
  const levels: Record<string, ModelLevel> = {};
  let request: { readonly maxTokens: number; readonly temperatureThousandths: number } | undefined;
  for (const level of asked) {
    const settings = evalSettings({
      seed,
      model,
      baseUrl,
      environments: [{ name: info.name, params: { level } }],
      request: {
        ...(maxTokens === undefined ? {} : { maxTokens }),
        ...(timeout === undefined ? {} : requestWithin(timeout)),
      },
    });
    say(`level ${level}: asking ${count} question${count === 1 ? "" : "s"}`);
    request = settings.request;
    const apiKey = keyFor(context, baseUrl);
    const answers = await evaluateModel(context, { settings, count, concurrency, apiKey });
    const summary = summarise([info.name], answers);
    for (const line of [...unscoredLines(summary), ...cutOffLines(summary)]) say(`level ${level}, ${line}`);
    levels[level] = levelOf(summary, level, answers);
  }
  if (request === undefined) throw new AffineError("internal", `${info.name} has no levels.`);
  const { maxTokens: limit, temperatureThousandths } = request;
  return {
    model,
    environment: info.name,
    version: info.version,
    seed,
    maxTokens: limit,
    temperatureThousandths,
    levels,
  };
}

function levelOf({ rows }: EvalSummary, level: number, answers: readonly EvalAnswer[]): ModelLevel {
  const [row] = rows;
  if (row === undefined || row.scored === 0) {
    throw new AffineError("inference_unavailable", `No answer to a question of level ${level} counts.`, {
      hint: "The host failed each time, for the reasons above; run it again.",
    });
  }
  const counted = answers.filter(({ score }) => score !== null);
  const by = (whose: CutOff["by"]): number => counted.filter(({ cutOff }) => cutOff?.by === whose).length;
  const truncatedByEither = by("unknown");
  return {
    asked: row.scored,
    passed: counted.filter(({ score }) => score === 1000).length,
    lowBp: row.lowBp,
    highBp: row.highBp,
    completionTokens: row.completionTokens,
    truncated: by("us"),
    ...(truncatedByEither === 0 ? {} : { truncatedByEither }),
    ...(row.scored === row.asked ? {} : { unscored: row.unscored }),
  };
}
