import { z } from "zod";
import { AffineError, messageSchema, type Message, faultsOf } from "../core/index.ts";
import { chatEndpoint, type Endpoint } from "./endpoint.ts";
import type { Peer } from "./failure.ts";
import type { QueryOptions } from "./options.ts";
import { withFields } from "./request-fields.ts";

/** A query, ready to be sent as often as it takes. */
export interface ChatRequest {
  readonly endpoint: Endpoint;
  readonly peer: Peer;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const samplingSchema = z.object({
  model: z.string().min(1),
  messages: z.array(messageSchema).min(1),
  seed: z.int().optional(),
  temperature: z.number().min(0).optional(),
  topP: z.number().min(0).max(1).optional(),
  maxTokens: z.int().positive().optional(),
  stop: z.array(z.string()).optional(),
});

/**
 * Writes the request of a query.
 *
 * @throws AffineError `invalid_input`, `config_invalid` (base URL) or `credentials_invalid` (a key no header can hold)
 */
export function chatRequest(prompt: string | readonly Message[], options: QueryOptions): ChatRequest {
  const messages = typeof prompt === "string" ? [{ role: "user", content: prompt }] : prompt;
  const sampling = samplingSchema.safeParse({ ...options, messages });
  if (!sampling.success) {
    throw new AffineError("invalid_input", `The query is malformed: ${faultsOf(sampling.error)}`, {
      hint: "See QueryOptions for what each option takes.",
    });
  }
  const { model, seed, temperature, topP, maxTokens, stop } = sampling.data;
  const endpoint = chatEndpoint(options.baseUrl);
  const apiKey = usableKey(options.apiKey);
  return {
    endpoint,
    peer: { host: endpoint.host, model, apiKey },
    headers: {
      "content-type": "application/json",
      accept: "text/event-stream, application/json",
      "accept-encoding": "identity",
      "user-agent": "affine",
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    body: JSON.stringify(
      withFields(
        {
          model,
          messages: sampling.data.messages,
          seed,
          temperature,
          top_p: topP,
          max_tokens: maxTokens,
          stop,
          stream: true,
          stream_options: { include_usage: true },
        },
        options.fields,
      ),
    ),
  };
}

function usableKey(apiKey: string | undefined): string | undefined {
  const key = apiKey?.trim();
  if (key === undefined || key === "") return undefined;
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new AffineError("credentials_invalid", "The API key of the inference host has characters that no key has.", {
    hint: "Copy the key again: it is one word of letters, digits and signs.",
  });
}
