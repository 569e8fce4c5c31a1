import type { LocalModel } from "../models/index.ts";
import type { ChatRequest } from "./chat-request.ts";
import { chunkBody, type Completion, usageBody, wholeBody } from "./completion.ts";
import { paced } from "./pace.ts";
import { DONE_EVENT, EVENT_HEADERS, eventOf } from "./server-sent-events.ts";

/** Puts an answer on the wire in the form that was asked for, at the model's speed. */
export async function answerResponse(
  request: ChatRequest,
  model: LocalModel,
  completion: Completion,
  signal: AbortSignal,
): Promise<Response> {
  const pieces = paced(completion.text, model.tokensPerSecond, signal);
  if (request.stream === true) {
    const wantsUsage = request.stream_options?.include_usage === true;
    return new Response(ReadableStream.from(events(pieces, completion, wantsUsage)), { headers: EVENT_HEADERS });
  }
  // One body, but no sooner than the last piece would have come.
  let text = "";
  for await (const piece of pieces) text += piece;
  return Response.json(wholeBody({ ...completion, text }));
}

async function* events(
  pieces: AsyncIterable<string>,
  completion: Completion,
  wantsUsage: boolean,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(eventOf(chunkBody(completion, { role: "assistant", content: "" }, null)));
  for await (const content of pieces) yield Buffer.from(eventOf(chunkBody(completion, { content }, null)));
  const end = eventOf(chunkBody(completion, {}, completion.finishReason));
  yield Buffer.from(end + (wantsUsage ? eventOf(usageBody(completion)) : "") + DONE_EVENT);
}
