import { AffineError, type Answer, type Message } from "../core/index.ts";
import { query as ask, type QueryOptions } from "../inference/index.ts";
import { session } from "./session.ts";

/** As {@link QueryOptions}; the address and the key come from the settings unless given. */
export type AskOptions = Omit<QueryOptions, "baseUrl"> & { readonly baseUrl?: string };

/**
 * Asks a model: the running localnet's, else one on Chutes with `CHUTES_API_KEY`, else whatever `baseUrl` names.
 *
 * @throws AffineError `credentials_missing` without a key for Chutes, and what the inference client throws.
 */
export async function query(prompt: string | readonly Message[], options: AskOptions): Promise<Answer> {
  if (options.baseUrl !== undefined) return ask(prompt, { ...options, baseUrl: options.baseUrl });
  const { config, network } = await session();
  const { chutesApiKey } = config.values;
  const apiKey = options.apiKey ?? (isChutes(network.inferenceUrl) ? chutesApiKey : undefined);
  if (apiKey === undefined && isChutes(network.inferenceUrl)) {
    throw new AffineError("credentials_missing", "Asking models on Chutes needs CHUTES_API_KEY.", {
      hint: "Set CHUTES_API_KEY in .env, or start `af localnet` here and ask its models.",
    });
  }
  return ask(prompt, { ...options, baseUrl: network.inferenceUrl, ...(apiKey === undefined ? {} : { apiKey }) });
}

/** Whether a base URL belongs to Chutes, so that the key goes nowhere else. */
export function isChutes(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === "https:" && (hostname === "chutes.ai" || hostname.endsWith(".chutes.ai"));
}
