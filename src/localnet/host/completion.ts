import { randomUUID } from "node:crypto";
import type { LocalModel } from "../models/index.ts";
import type { ChatRequest } from "./chat-request.ts";
import { countTokens, firstTokens } from "./tokens.ts";

/** A finished answer, before it is put on the wire in one of two forms. */
export interface Completion {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly model: string;
  readonly text: string;
  readonly finishReason: "stop" | "length";
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** Cuts a model's text to the request's limit and counts its tokens. */
export function completionOf(request: ChatRequest, model: LocalModel, said: string): Completion {
  const limit = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY;
  const text = firstTokens(said, limit);
  return {
    id: `chatcmpl-${randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    model: model.name,
    text,
    finishReason: text.length < said.length ? "length" : "stop",
    promptTokens: request.messages.reduce((sum, message) => sum + countTokens(message.content), 0),
    completionTokens: countTokens(text),
  };
}

function usage({ promptTokens, completionTokens }: Completion): Record<string, number> {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

/** The body of an answer in one piece. */
export function wholeBody(completion: Completion): Record<string, unknown> {
  const { id, created, model, text, finishReason } = completion;
  const message = { role: "assistant", content: text };
  const choice = { index: 0, message, logprobs: null, finish_reason: finishReason };
  return { id, object: "chat.completion", created, model, choices: [choice], usage: usage(completion) };
}

/** One event's data of an answer in pieces: a delta, or the end when there is a finish reason. */
export function chunkBody(
  { id, created, model }: Completion,
  delta: Readonly<Record<string, string>>,
  finishReason: string | null,
): Record<string, unknown> {
  const choice = { index: 0, delta, logprobs: null, finish_reason: finishReason };
  return { id, object: "chat.completion.chunk", created, model, choices: [choice] };
}

/** The data of the event after the last piece, for those who asked for `stream_options.include_usage`. */
export function usageBody(completion: Completion): Record<string, unknown> {
  const { id, created, model } = completion;
  return { id, object: "chat.completion.chunk", created, model, choices: [], usage: usage(completion) };
}
