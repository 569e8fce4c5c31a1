import type { Answer, Message } from "../core/index.ts";
import { InferenceClient } from "./inference-client.ts";
import type { QueryOptions } from "./options.ts";

let shared: InferenceClient | null = null;

/**
 * Asks one model one question through a client that all such calls share. Its idle connections do not keep the process
 * alive. A service that wants its own limits, or an end to everything at once, makes an {@link InferenceClient}.
 *
 * @throws AffineError as {@link InferenceClient.query} does
 * @example
 * const answer = await query("2 + 2?", { model: "m", baseUrl: "http://127.0.0.1:8000/v1" });
 */
export function query(prompt: string | readonly Message[], options: QueryOptions): Promise<Answer> {
  shared ??= new InferenceClient();
  return shared.query(prompt, options);
}
