import type { ServerResponse } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  begin,
  delta,
  scriptedHost,
  silentListener,
  streamed,
  type Script,
} from "../../test/inference/scripted-host.ts";
import { InferenceClient, outcomeOf, type AnswerOutcome, type QueryOptions } from "./index.ts";

/** How one attempt at a host that follows the script turns out. */
async function outcome(script: Script, options: Partial<QueryOptions> = {}): Promise<AnswerOutcome> {
  const host = await scriptedHost(script);
  const client = new InferenceClient();
  onTestFinished(async () => {
    await client.close();
    await host.close();
  });
  const query = { model: "m", baseUrl: host.baseUrl, retry: { maxAttempts: 1 }, ...options };
  return outcomeOf(await client.query("?", query).catch((thrown: unknown) => thrown));
}

/** Writes the same piece until the other side has had enough. */
function flood(response: ServerResponse, piece: string | Buffer): void {
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.on("drain", more);
  more();
}

const bigDelta = delta({ content: "x".repeat(60_000) });

const USAGE = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 1 } })}\n\n`;

describe("hostile answers", () => {
  test("behavior: 50 MB of text end at the limit, the model's fault", async () => {
    let sent = 0;
    const result = await outcome((response) => {
      begin(response);
      const more = (): void => {
        while (sent < 50e6 && !response.destroyed) {
          sent += bigDelta.length;
          if (!response.write(bigDelta)) return;
        }
        response.end(streamed());
      };
      response.on("drain", more);
      more();
    });
    expect(result).toMatchObject({ outcome: "model_failure", reason: "too_large" });
    expect(result.outcome === "model_failure" && result.answer.text.length).toBe(4 * 1024 * 1024);
  });

  test("behavior: an answer that never ends, too", async () => {
    const result = await outcome((response) => flood(begin(response), bigDelta), { maxResponseBytes: 100_000 });
    expect(result).toMatchObject({ outcome: "model_failure", reason: "too_large" });
  });

  test.each<[string, Script]>([
    [
      "an event",
      (response) => {
        begin(response).write('data: {"choices":[{"delta":{"content":"');
        flood(response, "x".repeat(60_000));
      },
    ],
    [
      "a JSON body",
      (response) => {
        response.writeHead(200, { "content-type": "application/json" }).write('{"choices":[{"message":{"content":"');
        flood(response, "x\\n".repeat(20_000));
      },
    ],
  ])("behavior: text without end in %s is the model's, too", async (_, script) => {
    const result = await outcome(script);
    expect(result).toMatchObject({ outcome: "model_failure", reason: "too_large" });
    expect(result.outcome === "model_failure" && result.answer.text.length).toBe(4 * 1024 * 1024);
  });

  test.each<[string, string, Script]>([
    ["a line of 20 MB that is no JSON", "a line", (response) => begin(response).end(`data: ${"x".repeat(20e6)}\n\n`)],
    ["a page of 20 MB", "a line", (response) => begin(response).end(`<html>${"y".repeat(20e6)}`)],
    [
      "padding in an event that never ends",
      "a line",
      (response) => {
        begin(response).write('data: {"choices":[{"delta":{"content":"4"}}],"padding":"');
        flood(response, "x".repeat(60_000));
      },
    ],
    [
      "padding in a JSON body that never ends",
      "a JSON body",
      (response) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.write('{"choices":[{"message":{"content":"4"}}],"padding":"');
        flood(response, "x".repeat(60_000));
      },
    ],
    ["comments without end", "a body", (response) => flood(begin(response), `: ${"k".repeat(100_000)}\n\n`)],
  ])("error: %s is the host's failure, asked for once", async (_, what, script) => {
    let asked = 0;
    const counted: Script = (response, ...more) => {
      asked += 1;
      script(response, ...more);
    };
    const result = await outcome(counted, { retry: { maxAttempts: 4 } });
    expect(result).toMatchObject({
      outcome: "infra_failure",
      reason: "protocol",
      error: { message: expect.stringMatching(new RegExp(`sent ${what} of more than \\d+ MiB`)) as string },
    });
    expect(asked).toBe(1);
  });

  test("behavior: 30 MB of comments before the answer are passed over", async () => {
    const comments = `: ${"k".repeat(100_000)}\n\n`.repeat(300);
    expect(await outcome((response) => begin(response).end(comments + streamed("4")))).toMatchObject({
      outcome: "answered",
      answer: { text: "4" },
    });
  });

  test("behavior: one that drips for ever ends with its time, the model's fault", async () => {
    const drip: Script = (response) => {
      const timer = setInterval(() => response.write(delta({ content: "x" })), 5);
      begin(response).on("close", () => clearInterval(timer));
    };
    const result = await outcome(drip, { timeouts: { totalMs: 150 } });
    expect(result).toMatchObject({
      outcome: "model_failure",
      reason: "too_long",
      answer: { finishReason: "time_limit" },
    });
    expect(result.outcome === "model_failure" && result.answer.text).toMatch(/^x+$/);
  });

  test.each<[string, (response: Parameters<Script>[0]) => void]>([
    ["falls silent", () => undefined],
    ["sends empty pieces", (response) => response.write(delta({ content: "" }))],
    ["sends roles", (response) => response.write(delta({ role: "assistant" }))],
    ["sends usage", (response) => response.write(USAGE)],
  ])("error: a host that says one word and then %s until the time is over has failed", async (_, keepAlive) => {
    const script: Script = (response) => {
      begin(response).write(delta({ content: "hello" }));
      const timer = setInterval(() => keepAlive(response), 5);
      response.on("close", () => clearInterval(timer));
    };
    const result = await outcome(script, { timeouts: { totalMs: 200 }, retry: { maxAttempts: 1 } });
    expect(result).toMatchObject({ outcome: "infra_failure", reason: "timeout" });
  });

  test.each([
    ["a choice of nothing", '{"choices":[{}]}'],
    ["a finish reason alone", '{"choices":[{"index":0,"finish_reason":"stop"}]}'],
    ["a message of nothing", '{"choices":[{"message":{}}]}'],
    ["no message", '{"choices":[{"message":null,"finish_reason":"stop"}]}'],
    ["content of another kind", '{"choices":[{"message":{"content":{"a":1}}}]}'],
  ])("error: %s is no answer, and no empty one", async (_, body) => {
    const json: Script = (response) => response.writeHead(200, { "content-type": "application/json" }).end(body);
    expect(await outcome(json)).toMatchObject({ outcome: "infra_failure", reason: "protocol" });
    const events: Script = (response) => begin(response).end(`data: ${body}\n\ndata: [DONE]\n\n`);
    expect(await outcome(events)).toMatchObject({ outcome: "infra_failure", reason: "protocol" });
  });

  test("behavior: an error page that never ends is read no further than its message needs", async () => {
    const result = await outcome((response) => flood(response.writeHead(500), "no ".repeat(1000)));
    expect(result).toMatchObject({ outcome: "infra_failure", reason: "server_error" });
  });

  test.each([
    ["empty", streamed()],
    ["empty", streamed(" \n\t ")],
    ["empty", delta({ reasoning: "thinks" }) + delta({}, "length")],
    ["refused", delta({ content: "I" }) + delta({}, "content_filter")],
    ["refused", delta({ refusal: "no" }) + delta({}, "stop")],
  ])("behavior: %s is the model's failure", async (reason, body) => {
    expect(await outcome((response) => begin(response).end(body))).toMatchObject({ outcome: "model_failure", reason });
  });

  test("behavior: what was said before the token limit is an answer", async () => {
    expect(await outcome((response) => begin(response).end(delta({ content: "4" }, "length")))).toMatchObject({
      outcome: "answered",
      answer: { text: "4", finishReason: "length" },
    });
  });

  test("behavior: NUL bytes stay, invalid UTF-8 and lone surrogates are replaced", async () => {
    const body = Buffer.concat([
      Buffer.from(streamed("a\0b").replace("a\\u0000b", "a\\u0000b\\ud800")).subarray(0, -1),
      Buffer.from("\n"),
    ]);
    const broken = Buffer.concat([
      Buffer.from('data: {"choices":[{"delta":{"content":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}}]}\n\n'),
    ]);
    expect(await outcome((response) => begin(response).end(Buffer.concat([broken, body])))).toMatchObject({
      outcome: "answered",
      answer: { text: "\ufffd(a\0b\ufffd" },
    });
  });

  test("behavior: a flood of one-byte pieces and of deep nesting is just read", async () => {
    const text = streamed("ä".repeat(200));
    const bytewise: Script = (response) => {
      begin(response);
      response.socket?.setNoDelay(true);
      for (const byte of Buffer.from(text)) response.write(Buffer.from([byte]));
      response.end();
    };
    expect(await outcome(bytewise)).toMatchObject({ outcome: "answered", answer: { text: "ä".repeat(200) } });
    const deep = `data: ${"[".repeat(1e6)}\n\n`;
    expect(await outcome((response) => begin(response).end(deep))).toMatchObject({ reason: "protocol" });
    const deepError = `{"error":${'{"error":'.repeat(1500)}1${"}".repeat(1501)}`;
    expect(await outcome((response) => response.writeHead(400).end(deepError))).toMatchObject({ reason: "rejected" });
  });

  test("behavior: prototype names in the body touch nothing", async () => {
    const body = `data: {"__proto__":{"choices":[]},"constructor":1,"choices":[{"delta":{"content":"4","__proto__":{"x":1}}}]}\n\n`;
    expect(await outcome((response) => begin(response).end(body + streamed()))).toMatchObject({
      answer: { text: "4" },
    });
  });

  test("error: a compressed answer, headers without end", async () => {
    const compressed: Script = (response) => response.writeHead(200, { "content-encoding": "gzip" }).end("x");
    expect(await outcome(compressed)).toMatchObject({ reason: "protocol" });
    const headers: Script = (response) => {
      response.socket?.write(`HTTP/1.1 200 OK\r\n${"a: b\r\n".repeat(20_000)}`);
    };
    expect(await outcome(headers)).toMatchObject({ reason: "protocol" });
  });
});

describe("timeouts", () => {
  const silent: Script = () => undefined;
  test.each<[string, Script, Partial<QueryOptions>]>([
    ["headers", silent, { timeouts: { headersMs: 30 } }],
    ["first token", (response) => void begin(response), { timeouts: { firstTokenMs: 30 } }],
    [
      "first token",
      (response) => void begin(response).write(delta({ role: "assistant" })),
      { timeouts: { firstTokenMs: 30 } },
    ],
    ["idle", (response) => void begin(response).write(delta({ content: "x" })), { timeouts: { idleMs: 30 } }],
    ["total", silent, { timeouts: { totalMs: 30 } }],
    ["deadline", silent, { retry: { deadlineMs: 30 } }],
    ["deadline", (response) => void begin(response).write(delta({ content: "x" })), { retry: { deadlineMs: 30 } }],
  ])("error: %s names its phase", async (phase, script, options) => {
    expect(await outcome(script, { ...options, retry: { maxAttempts: 1, ...options.retry } })).toMatchObject({
      outcome: "infra_failure",
      reason: "timeout",
      error: {
        code: "inference_transport",
        details: { phase },
        message: expect.stringContaining(`the ${phase} phase`) as string,
      },
    });
  });

  test("error: comments keep no answer alive", async () => {
    const commenting: Script = (response) => {
      begin(response).write(delta({ content: "x" }));
      const timer = setInterval(() => response.write(": still here\n\n"), 5);
      response.on("close", () => clearInterval(timer));
    };
    expect(await outcome(commenting, { timeouts: { idleMs: 60 } })).toMatchObject({
      error: { details: { phase: "idle" } },
    });
  });

  test("error: a connection that is never made", async () => {
    // A TLS handshake that nobody answers.
    await using silentHost = await silentListener();
    const baseUrl = `https://127.0.0.1:${silentHost.port}`;
    expect(await outcome(silent, { baseUrl, timeouts: { connectMs: 30 } })).toMatchObject({
      outcome: "infra_failure",
      reason: "timeout",
      error: { details: { phase: "connect" } },
    });
  });

  test("behavior: this process standing still is not the host's fault", async () => {
    const twoPieces: Script = (response) => {
      begin(response).write(delta({ content: "4" }));
      setTimeout(() => {
        const until = performance.now() + 120;
        response.end(streamed("2"));
        // Server and client share this process: both stand still, with the rest of the answer on its way.
        setImmediate(() => {
          while (performance.now() < until);
        });
      }, 20);
    };
    expect(await outcome(twoPieces, { timeouts: { idleMs: 60 } })).toMatchObject({ outcome: "answered" });
  });

  test("behavior: a finish reason and then silence is an answer, once nothing has come for the idle time", async () => {
    const silence: Script = (response) => void begin(response).write(delta({ content: "4" }, "stop"));
    expect(await outcome(silence, { timeouts: { idleMs: 60 } })).toMatchObject({ outcome: "answered" });
  });

  test("error: where text followed a finish reason, silence and a break are the host's", async () => {
    const pieces = delta({ content: "4" }, "stop") + delta({ content: "2" }, "stop");
    const silence: Script = (response) => void begin(response).write(pieces);
    expect(await outcome(silence, { timeouts: { idleMs: 60 } })).toMatchObject({
      outcome: "infra_failure",
      error: { details: { phase: "idle" } },
    });
    const broken: Script = (response) => {
      begin(response).write(pieces, () => setTimeout(() => response.destroy(), 5));
    };
    expect(await outcome(broken)).toMatchObject({ outcome: "infra_failure", reason: "transport" });
  });

  test("behavior: a stall is retried", async () => {
    await using host = await scriptedHost((response, n) => {
      if (n === 0) begin(response).write(delta({ content: "x" }));
      else begin(response).end(streamed("4"));
    });
    const client = new InferenceClient({ random: () => 0 });
    const answer = await client.query("?", { model: "m", baseUrl: host.baseUrl, timeouts: { idleMs: 30 } });
    expect(answer).toMatchObject({ text: "4", attempts: 2 });
    await client.close();
  });
});
