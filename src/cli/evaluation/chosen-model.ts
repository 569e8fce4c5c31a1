import { AffineError } from "../../core/index.ts";
import { servedModels } from "../../inference/host/index.ts";
import type { CommandContext } from "../context.ts";
import { isChutes } from "../../sdk/index.ts";

/** The API key that a base URL may see: the one of Chutes goes to Chutes only. */
export function keyFor(context: CommandContext, baseUrl: string): string | undefined {
  const { chutesApiKey, inferenceApiKey } = context.config.values;
  return isChutes(baseUrl) ? chutesApiKey : inferenceApiKey;
}

/**
 * The model that was named, or the only one that is served.
 *
 * @throws AffineError `usage` where there are several or none, and what asking the server throws
 */
export async function chosenModel(
  context: CommandContext,
  baseUrl: string,
  named: string | undefined,
): Promise<string> {
  if (named !== undefined) return named;
  const apiKey = keyFor(context, baseUrl);
  const models = await servedModels({ baseUrl, apiKey, retry: { maxAttempts: 2 } }, context.signal);
  const [only, ...others] = models;
  if (only !== undefined && others.length === 0) return only.id;
  const names = models.slice(0, 8).map(({ id }) => id);
  throw new AffineError("usage", `${new URL(baseUrl).host} serves ${models.length} models: which one?`, {
    hint: `Name it with --model${names.length === 0 ? "" : `: ${names.join(", ")}`}.`,
  });
}
