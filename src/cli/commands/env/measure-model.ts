import { AffineError } from "../../../core/index.ts";
import type { Environment, ModelLevel, ModelRow } from "../../../envs/index.ts";
import { chatEndpoint } from "../../../inference/index.ts";
import { evalSettings, summarise, type EvalAnswer } from "../../../miner/eval/index.ts";
import type { CommandContext } from "../../context.ts";
import { chosenModel, keyFor } from "../../evaluation/chosen-model.ts";
import { evaluateModel } from "../../evaluation/evaluate-model.ts";

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
  const { baseUrl, count, concurrency, seed, maxTokens } = options;
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
      request: maxTokens === undefined ? {} : { maxTokens },
    });
    request = settings.request;
    const apiKey = keyFor(context, baseUrl);
    const answers = await evaluateModel(context, { settings, count, concurrency, apiKey });
    levels[level] = levelOf(info.name, level, answers, settings.request.maxTokens);
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

function levelOf(name: string, level: number, answers: readonly EvalAnswer[], maxTokens: number): ModelLevel {
  const [row] = summarise([name], answers).rows;
  if (row === undefined || row.scored === 0) {
    throw new AffineError("inference_unavailable", `No answer to a question of level ${level} counts.`, {
      hint: "The host failed each time; run it again.",
    });
  }
  const counted = answers.filter(({ score }) => score !== null);
  return {
    asked: row.scored,
    passed: counted.filter(({ score }) => score === 1000).length,
    lowBp: row.lowBp,
    highBp: row.highBp,
    completionTokens: row.completionTokens,
    truncated: counted.filter(({ completionTokens }) => completionTokens >= maxTokens).length,
  };
}
