import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { delta, DONE, event, streamed, USAGE } from "../../test/inference/scripted-host.ts";
import { CompletionReader } from "./completion-reader.ts";

const PEER = { host: "host:1", model: "m", apiKey: undefined };

/** What is read from bytes, cut after the given lengths in turn. */
function read(bytes: Buffer, cuts: readonly number[] = [], maxTextBytes = 100_000, spareBytes = 65_536): unknown {
  const room = { pieceBytes: maxTextBytes * 2 + spareBytes, wireBytes: maxTextBytes * 64 + spareBytes };
  const reader = new CompletionReader(PEER, maxTextBytes, room);
  let start = 0;
  for (const cut of cuts) {
    reader.push(bytes.subarray(start, start + cut));
    start += cut;
  }
  reader.push(bytes.subarray(start));
  reader.end();
  const { said, error } = reader.result();
  return said ?? { code: error.code, message: error.message };
}

/** Any UTF-16 unit: control characters, quotes and halves of surrogate pairs among them. */
const anyUnit = fc.oneof(fc.nat(0x7f), fc.nat(0xffff)).map((unit) => String.fromCharCode(unit));

const said = { reasoning: "", usage: null, responseId: "response-1", servedModel: "served" };

describe("CompletionReader", () => {
  test("default: text, reasoning, usage, names and finish reason", () => {
    const body = delta({ role: "assistant", content: "" }) + delta({ reasoning_content: "hm" }) + streamed("4", "2");
    expect(read(Buffer.from(body))).toEqual({
      ...said,
      text: "42",
      reasoning: "hm",
      finishReason: "stop",
      usage: { promptTokens: 3, completionTokens: 5 },
    });
  });

  test.each([
    ["CRLF", streamed("a", "b").replaceAll("\n", "\r\n")],
    ["lone CR", streamed("a", "b").replaceAll("\n", "\r")],
    ["a byte order mark", `\ufeff${streamed("a", "b")}`],
    ["no space after the colon", streamed("a", "b").replaceAll("data: ", "data:")],
    [
      "comments, names, ids and retry times",
      `: hello\nid: 7\nretry: 9\nevent: x\n${streamed("a")}: more\n\n${streamed("b")}`,
    ],
    ["no blank line at the end", streamed("a", "b").trimEnd()],
    ["an unknown event", event({ type: "ping" }) + streamed("a", "b")],
    ["content in parts", delta({ content: [{ type: "text", text: "a" }, { text: "b" }] }) + streamed()],
    ["other choices between", event({ choices: [{ index: 1, delta: { content: "no" } }] }) + streamed("a", "b")],
    [
      "malformed usage and id",
      event({ id: 5, model: {}, usage: { prompt_tokens: "x" }, choices: [] }) + streamed("a", "b"),
    ],
  ])("behavior: reads %s", (name, body) => {
    const expected = name.startsWith("comments") ? "a" : "ab";
    expect(read(Buffer.from(body))).toMatchObject({ text: expected, finishReason: "stop", servedModel: "served" });
  });

  test("behavior: one event over several data lines", () => {
    const lines = 'data: {"choices":[{"delta":\ndata: {"content":"x"},\ndata: "finish_reason":"stop"}]}\n\n';
    expect(read(Buffer.from(lines))).toMatchObject({ text: "x", finishReason: "stop" });
  });

  test("behavior: reasoning under its other name", () => {
    expect(read(Buffer.from(delta({ reasoning: "r" }) + streamed("a")))).toMatchObject({ reasoning: "r", text: "a" });
  });

  test("behavior: a refusal becomes the finish reason and the text", () => {
    const body = delta({ refusal: "I will not." }) + delta({}, "stop") + DONE;
    expect(read(Buffer.from(body))).toMatchObject({ text: "I will not.", finishReason: "refusal" });
  });

  test("behavior: one JSON object instead of a stream", () => {
    const message = { role: "assistant", content: "42", reasoning_content: "hm" };
    const body = { id: "i", model: "s", choices: [{ index: 0, message, finish_reason: "length" }] };
    expect(read(Buffer.from(`\n ${JSON.stringify(body, null, 2)}\n`))).toMatchObject({
      text: "42",
      reasoning: "hm",
      finishReason: "length",
      responseId: "i",
    });
  });

  test("behavior: a surrogate pair over two events is one character, a lone half is replaced", () => {
    const body = String.raw`data: {"choices":[{"delta":{"content":"\ud83d"}}]}

data: {"choices":[{"delta":{"content":"\ude00 \ud800!"},"finish_reason":"stop"}]}

`;
    expect(read(Buffer.from(body))).toMatchObject({ text: "😀 \ufffd!" });
  });

  test("behavior: NUL stays, invalid UTF-8 is replaced", () => {
    const head = Buffer.from('data: {"choices":[{"delta":{"content":"a\\u0000b');
    const tail = Buffer.from('c"},"finish_reason":"stop"}]}\n\n');
    const body = Buffer.concat([head, Buffer.from([0xff, 0xe2, 0x82]), tail]);
    expect(read(body)).toMatchObject({ text: "a\0b\ufffd\ufffdc" });
  });

  test("behavior: text is cut at the limit, reasoning counts", () => {
    const body = Buffer.from(delta({ reasoning: "rrrr" }) + streamed("äää", "never read"));
    expect(read(body, [], 8)).toMatchObject({ text: "ää", reasoning: "rrrr", finishReason: "size_limit" });
  });

  test("error: what is no text is never the model's size, however much of it there is", () => {
    const flood = "x".repeat(100_000);
    const head = streamedHead("a");
    const tooMuch = {
      "padding in a line that never ends": `${head}data: {"choices":[{"delta":{"content":"b"}}],"padding":"${flood}`,
      "a line with a field that never ends": `${head}data: {"choices":[{"delta":{"tool_calls":[{"function":{"arguments":"${flood}`,
      "a line that is no JSON": `data: ${flood}\n\n${DONE}`,
      "a page": `<html>${flood}`,
      "a JSON body that never ends": `{"a":"${flood}`,
      "a JSON body with padding": JSON.stringify({ choices: [{ message: { content: "a" } }], padding: flood }),
      "lines of JSON": `{"choices":[],"padding":"x"}\n`.repeat(4000),
      comments: `${head}${": still here\n\n".repeat(10_000)}`,
      "chunks of usage alone": event({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 1 } }).repeat(2000),
      "tool calls": head + delta({ tool_calls: [{ function: { arguments: "x".repeat(500) } }] }).repeat(400),
      "other choices": event({ choices: [{ index: 1, delta: { content: "x".repeat(500) } }] }).repeat(400),
      "a field that nobody reads": head + event({ choices: [], padding: "x".repeat(500) }).repeat(400),
      "text in events that are mostly something else": event({
        choices: [{ delta: { content: "x" } }],
        padding: "x".repeat(5_000),
      }).repeat(30),
    };
    for (const [what, body] of Object.entries(tooMuch)) {
      expect(read(Buffer.from(body), [], 1_000), what).toMatchObject({
        code: "inference_protocol",
        message: expect.stringMatching(/more than 0 MiB/) as string,
      });
    }
  });

  test("behavior: with a small limit of text there is no less room for the rest", () => {
    const body = `${": still here\n".repeat(100_000)}${event({ choices: [], padding: "x".repeat(1_000_000) })}${streamed("4")}`;
    const reader = new CompletionReader(PEER, 10);
    reader.push(Buffer.from(body));
    reader.end();
    expect(reader.result().said).toMatchObject({ text: "4", finishReason: "stop" });
  });

  test.each([
    ["inference_transport", "nothing at all", ""],
    ["inference_transport", "a stream cut before its end", delta({ content: "a" })],
    ["inference_transport", "a stream cut within an event", `${streamedHead("a")}: half a comm`],
    ["inference_protocol", "a page", "<html>hello</html>"],
    ["inference_protocol", "an event that is not JSON", `${delta({ content: "a" })}data: {oops\n\n${DONE}`],
    ["inference_protocol", "content of another type", delta({ content: 5 }) + DONE],
    ["inference_protocol", "an end without a beginning", DONE],
    ["inference_protocol", "another JSON object", '{"hello":1}'],
    ["inference_protocol", "a JSON object cut short", '{"choices":[{"mess'],
    ["inference_unavailable", "an error event", delta({ content: "a" }) + event({ error: { message: "no memory" } })],
    ["inference_unavailable", "an error event with a status", event({ error: { code: 429, message: "slow down" } })],
    ["inference_rejected", "an error event that rejects", event({ error: { code: "404", message: "no such model" } })],
  ])("error: %s for %s", (code, _, body) => {
    expect(read(Buffer.from(body))).toMatchObject({ code });
  });

  test("property: events that differ in their text alone are read as a parser reads them", () => {
    const anyText = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.string({ unit: anyUnit, maxLength: 4 }),
      fc.constantFrom('"', "\\", '","content":"', '"}', '"}}]}', "\n", "", "affine probe"),
    );
    const anyDelta = fc.record(
      {
        content: anyText,
        reasoning_content: anyText,
        reasoning: anyText,
        role: fc.constant("assistant"),
        other: anyText,
      },
      { requiredKeys: [] },
    );
    const anyEvent = fc.oneof(
      { weight: 5, arbitrary: anyText.map((content) => ({ choices: [{ index: 0, delta: { content } }] })) },
      anyText.map((content) => ({ note: { content }, choices: [{ delta: { content } }] })),
      anyText.map((content) => ({ choices: [{ delta: {}, content, logprobs: { content: "x" } }] })),
      fc.tuple(anyDelta, fc.nat(1)).map(([fields, index]) => ({ choices: [{ index, delta: fields }] })),
    );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        let text = "";
        let reasoning = "";
        for (const choice of events.flatMap(
          (one) => one.choices as { index?: number; delta: Record<string, string> }[],
        )) {
          if (choice.index) continue;
          text += choice.delta["content"] ?? "";
          reasoning += choice.delta["reasoning_content"] ?? choice.delta["reasoning"] ?? "";
        }
        expect(read(Buffer.from(events.map(event).join("") + delta({}, "stop")))).toMatchObject({
          text: text.toWellFormed(),
          reasoning: reasoning.toWellFormed(),
        });
      }),
      { numRuns: process.env["AFFINE_TEST_TIER"] === "full" ? 20_000 : 200 },
    );
  });

  test("behavior: a text in the wrong place is not taken for the answer", () => {
    const odd = (noise: string, said: string) =>
      `data: {"choices":[{"note":{"content":"${noise}"},"delta":{"content" : "${said}"}}]}\n\n`;
    expect(read(Buffer.from(odd("same", "same") + odd("noise", "same") + odd("x", "2") + DONE))).toMatchObject({
      text: "samesame2",
    });
  });

  test("property: where the bytes are cut makes no difference", () => {
    const anyText = fc.string({ unit: anyUnit, maxLength: 12 });
    const line = fc.oneof(
      anyText.map((content) => delta({ content })),
      anyText.map((reasoning) => delta({ reasoning })),
      fc.constantFrom(
        USAGE,
        delta({}, "stop"),
        ": note\r\n",
        "\n",
        "event: x\n",
        "data:\ndata:\n",
        event({ type: "ping" }),
      ),
      fc.constantFrom(DONE, 'data: {"choices":\r\ndata: []}\r\n\r\n', "data: garbage\n\n", event({ error: "gone" })),
    );
    const bytes = fc
      .tuple(fc.constantFrom("", "\ufeff", "\r\n \n", '{"choices": ['), fc.array(line, { maxLength: 8 }), fc.boolean())
      .map(([head, lines, crlf]) => head + (crlf ? lines.join("").replaceAll(/\r?\n/g, "\r\n") : lines.join("")))
      .map((text) => Buffer.from(text));
    const broken = fc.tuple(bytes, fc.nat(), fc.nat(255)).map(([whole, at, byte]) => {
      if (whole.length > 0) whole[at % whole.length] = byte;
      return whole;
    });
    fc.assert(
      fc.property(
        fc.oneof(bytes, broken),
        fc.array(fc.integer({ min: 0, max: 9 })),
        fc.nat(40),
        fc.constantFrom(0, 20, 150, 65_536),
        (whole, cuts, limit, spare) => {
          const expected = read(whole, [], limit, spare);
          expect(read(whole, cuts, limit, spare)).toEqual(expected);
          expect(read(whole, new Array<number>(whole.length).fill(1), limit, spare)).toEqual(expected);
        },
      ),
      { numRuns: process.env["AFFINE_TEST_TIER"] === "full" ? 20_000 : 300 },
    );
  });
});

function streamedHead(content: string): string {
  return delta({ content });
}
