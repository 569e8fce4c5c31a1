import { z } from "zod";
import { AffineError, type Answer, type Message } from "../core/index.ts";
import { query, type QueryOptions } from "../inference/index.ts";
import { isChutes } from "./is-chutes.ts";
import type { Session } from "./session.ts";

/** As {@link QueryOptions}; the address and the key come from the settings unless given. */
export type AskOptions = Omit<QueryOptions, "baseUrl"> & { readonly baseUrl?: string };

const optionsSchema = z.looseObject({ model: z.string(), baseUrl: z.string().optional() });

/** Asks a model; the session is opened only where the options name no address. */
export async function ask(
  session: () => Promise<Session>,
  prompt: string | readonly Message[],
  options: AskOptions,
): Promise<Answer> {
  // A program in plain JavaScript may give anything.
  if (!optionsSchema.safeParse(options).success) {
    throw new AffineError("invalid_input", "A query names its model in its second argument.", {
      hint: 'For example query("2 + 2?", { model: "…" }); see QueryOptions for the rest.',
    });
  }
  if (options.baseUrl !== undefined) return query(prompt, { ...options, baseUrl: options.baseUrl });
  const { config, network } = await session();
  const { chutesApiKey } = config.values;
  const apiKey = options.apiKey ?? (isChutes(network.inferenceUrl) ? chutesApiKey : undefined);
  if (apiKey === undefined && isChutes(network.inferenceUrl)) {
    throw new AffineError("credentials_missing", "Asking models on Chutes needs CHUTES_API_KEY.", {
      hint: "Set CHUTES_API_KEY in .env, or start `af localnet` here and ask its models.",
    });
  }
  return query(prompt, { ...options, baseUrl: network.inferenceUrl, ...(apiKey === undefined ? {} : { apiKey }) });
}
