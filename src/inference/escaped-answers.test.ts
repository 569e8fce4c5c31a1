import { describe, expect, test } from "vitest";
import { DONE, streamed } from "../../test/inference/scripted-host.ts";
import { CompletionReader } from "./completion-reader.ts";
import { DEFAULT_MAX_RESPONSE_BYTES } from "./options.ts";

const PEER = { host: "host:1", model: "m", apiKey: undefined };
const FLAT = { choices: [{ message: { content: "TEXT" }, finish_reason: "stop" }] };

/** The room beside a limit of text that is small, so that the tests are quick. */
const SMALL = 100_000;
const ROOM = { pieceBytes: 2 * SMALL + 65_536, wireBytes: 64 * SMALL };

/** What a body says that comes in pieces of that many bytes. */
function read(body: string, size: number, reader = new CompletionReader(PEER, SMALL, ROOM)): unknown {
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  reader.end();
  const { said, error } = reader.result();
  return said === null ? { code: error.code } : { length: said.text.length, end: said.finishReason };
}

const escapes = (character: string, count: number): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`.repeat(count);

const FORMS: readonly (readonly [string, (text: string) => string])[] = [
  ["a JSON body", (text) => JSON.stringify(FLAT).replace("TEXT", text)],
  ["an event", (text) => `data: ${JSON.stringify(FLAT).replace("TEXT", text)}\n\n${DONE}`],
  ["an event with other ends of lines", (text) => `data: ${JSON.stringify(FLAT).replace("TEXT", text)}\r\n\r\n${DONE}`],
];

describe.each(FORMS)("%s whose text is spelled in escapes", (_, body) => {
  test.each([1_000, 65_536, Infinity])("behavior: counts as short as it can be spelled, in pieces of %d", (size) => {
    expect(read(body(escapes("A", 90_000)), size)).toEqual({ length: 90_000, end: "stop" });
    expect(read(body(escapes("Ж", 50_000)), size)).toEqual({ length: 50_000, end: "stop" });
  });

  test("behavior: more text than its limit is the model's doing", () => {
    expect(read(body(escapes("A", 300_000)), 65_536)).toEqual({ length: SMALL, end: "size_limit" });
  });

  test("error: padding in escapes, more than there is room for, is the host's", () => {
    const padded = body("x").replace("{", `{"padding":"${escapes("A", 300_000)}",`);
    expect(read(padded, 65_536)).toEqual({ code: "inference_protocol" });
    expect(read(padded, Infinity)).toEqual({ code: "inference_protocol" });
  });
});

test("behavior: lines after one that had to be rewritten are read", () => {
  const long = JSON.stringify({ choices: [{ delta: { content: "TEXT" } }] }).replace("TEXT", escapes("A", 90_000));
  for (const size of [1_000, 65_536, Infinity])
    expect(read(`data: ${long}\r\n\r\n${streamed("b")}`, size)).toEqual({ length: 90_001, end: "stop" });
});

test("behavior: 1.6 million letters fit into the room that there is by default", () => {
  const body = JSON.stringify(FLAT).replace("TEXT", escapes("A", 1_600_000));
  const reader = new CompletionReader(PEER, DEFAULT_MAX_RESPONSE_BYTES);
  expect(read(body, 65_536, reader)).toEqual({ length: 1_600_000, end: "stop" });
});
