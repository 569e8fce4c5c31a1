import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { begin, delta, DONE, scriptedHost, streamed, type Script } from "../../test/inference/scripted-host.ts";
import { InferenceClient, outcomeOf, query, type InferenceClientOptions, type QueryOptions } from "./index.ts";

const KEY = "cpk_secret.0123456789";

/** A host that follows the script, and how to ask it. */
async function setup(script: Script, clientOptions: InferenceClientOptions = {}) {
  const host = await scriptedHost(script);
  const client = new InferenceClient({ random: () => 0, ...clientOptions });
  onTestFinished(async () => {
    await client.close();
    await host.close();
  });
  const ask = (options: Partial<QueryOptions> = {}) =>
    client.query("2 + 2?", { model: "m", baseUrl: host.baseUrl, apiKey: KEY, ...options });
  return { host, client, ask };
}

describe("query", () => {
  test("default: sends an OpenAI request and collects the answer", async () => {
    const { host, ask } = await setup((response) => begin(response).end(delta({ reasoning: "hm" }) + streamed("4")));
    const answer = await ask({ seed: 7, temperature: 0.5, topP: 0.9, maxTokens: 64, stop: ["\n"] });
    expect(answer).toMatchObject({
      text: "4",
      reasoning: "hm",
      finishReason: "stop",
      usage: { promptTokens: 3, completionTokens: 5 },
      responseId: "response-1",
      servedModel: "served",
      attempts: 1,
    });
    expect(answer.firstTokenMs).toBeGreaterThan(0);
    expect(answer.latencyMs).toBeGreaterThanOrEqual(answer.firstTokenMs!);
    expect(host.seen).toHaveLength(1);
    expect(host.seen[0]!.path).toBe("/v1/chat/completions");
    expect(host.seen[0]!.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(JSON.parse(host.seen[0]!.body)).toEqual({
      model: "m",
      messages: [{ role: "user", content: "2 + 2?" }],
      seed: 7,
      temperature: 0.5,
      top_p: 0.9,
      max_tokens: 64,
      stop: ["\n"],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  test("behavior: the shared client takes messages, and sends neither key nor options that were not given", async () => {
    const { host } = await setup((response) => begin(response).end(streamed("4")));
    const messages = [
      { role: "system", content: "Be short." },
      { role: "user", content: "2 + 2?" },
    ] as const;
    const answer = await query(messages, { model: "m", baseUrl: host.baseUrl });
    expect(answer.text).toBe("4");
    expect(host.seen[0]!.headers.authorization).toBeUndefined();
    expect(Object.keys(JSON.parse(host.seen[0]!.body) as object)).toEqual([
      "model",
      "messages",
      "stream",
      "stream_options",
    ]);
  });

  test("behavior: connections are used again", async () => {
    const ports = new Set<number | undefined>();
    const { ask } = await setup((response) => {
      ports.add(response.socket?.remotePort);
      begin(response).end(streamed("4"));
    });
    for (let i = 0; i < 20; i += 1) await ask();
    expect(ports.size).toBe(1);
  });

  test("behavior: the answer is there with [DONE], though the server goes on", async () => {
    const { ask } = await setup((response) => void begin(response).write(streamed("4")));
    expect(await ask()).toMatchObject({ text: "4", usage: { promptTokens: 3, completionTokens: 5 } });
  });

  test("behavior: a finished answer outlives a connection that breaks before [DONE]", async () => {
    const { ask } = await setup((response) => {
      begin(response).write(delta({ content: "4" }, "stop"), () => setTimeout(() => response.destroy(), 5));
    });
    expect(await ask()).toMatchObject({ text: "4", finishReason: "stop", attempts: 1 });
  });

  test("behavior: status 100-199 come before the answer", async () => {
    const { ask } = await setup((response) => {
      response.writeProcessing();
      response.writeEarlyHints({ link: "</x>; rel=preload" });
      begin(response).end(streamed("4"));
    });
    expect((await ask()).text).toBe("4");
  });

  test("behavior: many at once, never more than the limit", async () => {
    let now = 0;
    let most = 0;
    const { ask, client } = await setup(
      (response) => {
        now += 1;
        most = Math.max(most, now);
        response.on("close", () => (now -= 1));
        setImmediate(() => begin(response).end(streamed("4")));
      },
      { limits: { initial: 5, max: 5 } },
    );
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask({ limitKey: "miner" })));
    expect(answers.every((answer) => answer.text === "4")).toBe(true);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(6); // the server learns of an end a little after the client
    expect(client.limiter("miner")).toMatchObject({ inFlight: 0, waiting: 0 });
  });

  test("behavior: 503 halves the limit of its key only", async () => {
    const { ask, client } = await setup((response) => response.writeHead(503).end(), {
      limits: { initial: 8, max: 8 },
    });
    await expect(ask({ limitKey: "a", retry: { maxAttempts: 2 } })).rejects.toMatchObject({
      code: "inference_unavailable",
    });
    expect([client.limiter("a").limit, client.limiter("b").limit]).toEqual([2, 8]);
  });

  test("behavior: the caller can stop it, in every phase", async () => {
    for (const phase of ["before", "headers", "stream", "pause"]) {
      const stop = new AbortController();
      const { ask } = await setup((response) => {
        if (phase === "stream") begin(response).write(delta({ content: "4" }));
        if (phase === "pause") response.writeHead(503, { "retry-after": "60" }).end();
        setTimeout(() => stop.abort(), 20);
      });
      if (phase === "before") stop.abort();
      const outcome = outcomeOf(await ask({ signal: stop.signal }).catch((thrown: unknown) => thrown));
      expect(outcome).toMatchObject({ outcome: "infra_failure", reason: "interrupted" });
    }
  });

  test("behavior: close() ends what is under way and what comes later", async () => {
    const { ask, client } = await setup((response) => void begin(response), { limits: { initial: 1, max: 1 } });
    const pending = [ask(), ask()].map((answer) => answer.catch((thrown: unknown) => thrown));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await client.close();
    for (const thrown of [...(await Promise.all(pending)), await ask().catch((error: unknown) => error)]) {
      expect(thrown).toMatchObject({ code: "interrupted" });
    }
  });

  test.each([
    ["invalid_input", { model: "" }],
    ["invalid_input", { temperature: Number.NaN }],
    ["invalid_input", { maxTokens: 0 }],
    ["config_invalid", { baseUrl: "no url" }],
    ["credentials_invalid", { apiKey: "two\r\nlines: x" }],
  ])("error: %s for %o", async (code, options) => {
    const { ask, host } = await setup((response) => response.end());
    await expect(ask(options)).rejects.toMatchObject({ code });
    await expect(ask(options)).rejects.not.toThrow(/two/);
    expect(host.seen).toHaveLength(0);
  });
});

describe("retries", () => {
  test.each([408, 409, 429, 500, 502, 503, 504])("default: %i is tried again", async (status) => {
    const { ask } = await setup((response, n) => {
      if (n < 2) response.writeHead(status).end();
      else begin(response).end(streamed("4"));
    });
    expect(await ask({ retry: { baseDelayMs: 1 } })).toMatchObject({ text: "4", attempts: 3 });
  });

  test.each<[string, (response: Parameters<Script>[0]) => unknown]>([
    ["a reset before the headers", (response) => response.destroy()],
    [
      "a reset within the answer",
      (response) => begin(response).write(delta({ content: "x" }), () => void response.destroy()),
    ],
    ["a stream without an end", (response) => begin(response).end(delta({ content: "x" }))],
    ["an empty body", (response) => begin(response).end()],
    ["garbage", (response) => begin(response).end("data: {{{\n\n")],
    ["a page", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>")],
    ["no HTTP", (response) => response.socket?.end("SSH-2.0-OpenSSH\r\n")],
    ["a body shorter than it says", (response) => response.writeHead(200, { "content-length": 999 }).end(DONE)],
  ])("default: %s is tried again", async (_, fault) => {
    const { ask } = await setup((response, n) => {
      if (n === 0) fault(response);
      else begin(response).end(streamed("4"));
    });
    expect(await ask()).toMatchObject({ text: "4", attempts: 2 });
  });

  test("behavior: waits as long as Retry-After asks, within bounds", async () => {
    const { ask } = await setup((response, n) => {
      if (n === 0) response.writeHead(429, { "retry-after": "3600" }).end();
      else begin(response).end(streamed("4"));
    });
    expect(await ask({ retry: { maxRetryAfterMs: 5 } })).toMatchObject({ attempts: 2 });
    // An hour's wait would end after the deadline: told at once.
    const { ask: askBusy } = await setup((response) => response.writeHead(429, { "retry-after": "3600" }).end());
    await expect(askBusy({ retry: { maxRetryAfterMs: 1e9, deadlineMs: 5000 } })).rejects.toMatchObject({
      code: "inference_unavailable",
      details: { status: 429, retryAfterMs: 3_600_000, attempts: 1 },
    });
  });

  test("behavior: gives up after the last attempt, with the last error", async () => {
    const { ask, host } = await setup((response) => response.writeHead(503).end('{"detail":"cold"}'));
    const thrown = await ask({ retry: { maxAttempts: 3, baseDelayMs: 1 } }).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: "inference_unavailable", retryable: true, details: { attempts: 3 } });
    expect(outcomeOf(thrown)).toMatchObject({ outcome: "infra_failure", reason: "overloaded" });
    expect(host.seen).toHaveLength(3);
  });

  test.each([
    [400, "inference_rejected", "rejected"],
    [401, "credentials_invalid", "credentials"],
    [402, "inference_rejected", "rejected"],
    [403, "credentials_invalid", "credentials"],
    [404, "inference_rejected", "rejected"],
  ])("error: %i is final", async (status, code, reason) => {
    const { ask, host } = await setup((response) => {
      response
        .writeHead(status)
        .end(JSON.stringify({ error: { message: `No. Key ${KEY}!\u001b[31m\n${"x".repeat(999)}` } }));
    });
    const thrown = await ask().catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code, retryable: false, details: { status, host: host.host, attempts: 1 } });
    const message = (thrown as Error).message;
    expect(message).toContain(`${host.host} (model m) answered ${status}: No. Key [key]! [31m xxx`);
    expect(message.length).toBeLessThan(400);
    expect(outcomeOf(thrown)).toMatchObject({ outcome: "infra_failure", reason });
    expect(host.seen).toHaveLength(1);
  });

  test("error: a redirect is not followed, and the key not sent on", async () => {
    const { host: other } = await setup((response) => begin(response).end(streamed("4")));
    const { ask } = await setup((response) => {
      response.writeHead(307, { location: `${other.baseUrl}/chat/completions?token=abc` }).end();
    });
    const thrown = await ask().catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: "inference_rejected", details: { status: 307 } });
    expect((thrown as Error).message).toContain(`a redirect to ${other.host}.`);
    expect(other.seen).toHaveLength(0);
  });

  test("error: nobody listens, or nobody has the name", async () => {
    const { host, client } = await setup(() => undefined);
    await host.close();
    const options = { model: "m", retry: { maxAttempts: 2, baseDelayMs: 1 } };
    await expect(client.query("?", { ...options, baseUrl: host.baseUrl })).rejects.toMatchObject({
      code: "inference_transport",
      message: `${host.host} (model m) refuses connections.`,
      details: { attempts: 2 },
    });
    await expect(client.query("?", { ...options, baseUrl: "http://nobody.invalid" })).rejects.toMatchObject({
      code: "inference_transport",
    });
  });

  test("error: no error shows the key, in any of its parts", async () => {
    const faults: Script[] = [
      (response) => response.writeHead(500).end(KEY),
      (response) => begin(response).end(`data: {"error":{"message":"${KEY}"}}\n\n`),
      (response) => begin(response).end(`data: ${KEY}\n\n`),
      (response) => response.socket?.end(`HTTP/1.1 ${KEY}\r\n\r\n`),
      (response) => response.destroy(),
    ] as Script[];
    for (const fault of faults) {
      const { ask } = await setup(fault);
      const thrown = (await ask({ retry: { maxAttempts: 1 } }).catch((error: unknown) => error)) as Error;
      expect(inspect(thrown, { depth: 20, showHidden: true })).not.toContain("secret.0123");
    }
  });
});
