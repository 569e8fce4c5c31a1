import type { Fault } from "../models/index.ts";
import { chunkBody, type Completion, wholeBody } from "./completion.ts";
import { openAiErrorBody } from "./open-ai-error.ts";
import { DONE_EVENT, EVENT_HEADERS, eventOf, JSON_HEADERS } from "./server-sent-events.ts";
import type { WireFault } from "./wire-fault.ts";

const HUGE_CHARACTERS = 50_000_000;
const PIECE = "So it goes on and on. ".repeat(2979).slice(0, 65_536);

/** What goes over the wire for a fault. `blank` is an answer without text, to be filled; `stream` as the client asked. */
export function wireFaultOf(fault: Fault, blank: Completion, stream: boolean): WireFault {
  const headers = stream ? EVENT_HEADERS : JSON_HEADERS;
  const ok = { status: 200, headers, ending: "end" } as const;
  switch (fault.kind) {
    case "cold":
      return refusal(503, "model_cold", "The model is cold; no instance is running.", fault);
    case "rate_limit":
      return refusal(429, "rate_limit_exceeded", "Too many requests.", fault);
    case "stall":
      return { ...ok, body: [], ending: "hang" };
    case "cut":
      return { ...ok, body: half(saying(["The first half of an answer, and "], blank, stream)), ending: "cut" };
    case "endless":
      return { ...ok, body: saying(endless(), blank, stream) };
    case "garbage":
      return { ...ok, body: ['}{ "choices": [<html>', "data: {not json\n\n", "data: also: not: json\n\n"] };
    case "invalid_utf8":
      return { ...ok, body: withBrokenBytes(saying(["\u0001"], blank, stream)) };
    case "empty_body":
      return { ...ok, body: [] };
    case "huge":
      return { ...ok, body: saying(pieces(HUGE_CHARACTERS), blank, stream) };
    case "empty":
      return { ...ok, body: saying([], blank, stream) };
    case "nul_bytes":
      return { ...ok, body: saying(["<answer>1\u0000 -2\u0000</answer>\u0000"], blank, stream) };
  }
}

function refusal(status: 429 | 503, code: string, message: string, fault: Fault): WireFault {
  const headers = { ...JSON_HEADERS, "retry-after": String(fault.retryAfterSeconds) };
  return { status, headers, body: [JSON.stringify(openAiErrorBody(status, code, message))], ending: "end" };
}

/** A well-formed answer that consists of these pieces, as events or as one JSON text. */
function* saying(texts: Iterable<string>, blank: Completion, stream: boolean): Generator<string> {
  if (stream) {
    yield eventOf(chunkBody(blank, { role: "assistant", content: "" }, null));
    for (const text of texts) yield eventOf(chunkBody(blank, { content: text }, null));
    yield eventOf(chunkBody(blank, {}, "stop"));
    yield DONE_EVENT;
    return;
  }
  const mark = '"content":"';
  const whole = JSON.stringify(wholeBody(blank));
  const gap = whole.indexOf(mark) + mark.length;
  yield whole.slice(0, gap);
  for (const text of texts) yield JSON.stringify(text).slice(1, -1);
  yield whole.slice(gap);
}

function* endless(): Generator<string> {
  for (;;) yield PIECE;
}

function* pieces(characters: number): Generator<string> {
  for (let left = characters; left > 0; left -= PIECE.length) yield PIECE.slice(0, left);
}

function* half(parts: Iterable<string>): Generator<string> {
  const all = [...parts].join("");
  yield all.slice(0, Math.floor(all.length / 2));
}

/** Puts two bytes that no UTF-8 text contains in the place of an escaped U+0001. */
function* withBrokenBytes(parts: Iterable<string>): Generator<Uint8Array> {
  for (const part of parts) {
    const [before = "", after] = part.split("\\u0001");
    yield Buffer.from(before);
    if (after !== undefined) yield Buffer.concat([Buffer.from([0xc3, 0x28, 0xff]), Buffer.from(after)]);
  }
}
