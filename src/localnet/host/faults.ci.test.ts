import { request } from "undici";
import { afterEach, describe, expect, test } from "vitest";
import type { FaultConfig } from "../models/index.ts";
import { type InferenceHost, startInferenceHost } from "./index.ts";

const hosts: InferenceHost[] = [];
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()));
});

async function start(fault?: FaultConfig): Promise<InferenceHost> {
  const model = { name: "test/affine-broken", revision: "0".repeat(40), solver: "random" } as const;
  const models = [
    { ...model, ...(fault && { fault }) },
    { ...model, name: "test/affine-sound" },
  ];
  const host = await startInferenceHost({ port: 0, models, allowFaults: true, workers: 1 });
  hosts.push(host);
  return host;
}

function ask(host: InferenceHost, stream: boolean, model = "test/affine-broken", signal?: AbortSignal) {
  const messages = [{ role: "user", content: "Satisfy these clauses:\n1 2 3\n-1 -2 -3" }];
  return request(`${host.baseUrl}/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model, messages, stream, seed: 1, temperature: 0 }),
    ...(signal && { signal }),
  });
}

async function bytesOf(response: Awaited<ReturnType<typeof request>>): Promise<Buffer> {
  return Buffer.from(await response.body.arrayBuffer());
}

/** The text of a well-formed answer, streamed or whole. */
function contentOf(body: string, stream: boolean): string {
  interface Choice {
    readonly delta?: { readonly content?: string };
    readonly message?: { readonly content: string };
  }
  const parse = (text: string) => (JSON.parse(text) as { choices: Choice[] }).choices[0]!;
  if (!stream) return parse(body).message!.content;
  const events = body.split("\n\n").filter((event) => event !== "");
  expect(events.pop()).toBe("data: [DONE]");
  return events.map((event) => parse(event.slice("data: ".length)).delta?.content ?? "").join("");
}

describe.each([{ stream: true }, { stream: false }])("faults, stream $stream", ({ stream }) => {
  test.each([
    { kind: "cold", status: 503 },
    { kind: "rate_limit", status: 429 },
  ] as const)("$kind: refused with Retry-After, for as many requests as told", async ({ kind, status }) => {
    const host = await start({ kind, requests: 2, retryAfterSeconds: 3 });
    for (let each = 0; each < 2; each += 1) {
      const response = await ask(host, stream);
      expect(response.statusCode).toBe(status);
      expect(response.headers["retry-after"]).toBe("3");
      expect(await response.body.json()).toMatchObject({ error: { message: expect.any(String) as string } });
    }
    const healed = await ask(host, stream);
    expect(contentOf(await healed.body.text(), stream)).toContain("<answer>");
  });

  test("stall: headers come, a byte never does, others are served meanwhile", async () => {
    const host = await start({ kind: "stall" });
    const gone = new AbortController();
    const response = await ask(host, stream, undefined, gone.signal);
    expect(response.statusCode).toBe(200);
    const first = response.body[Symbol.asyncIterator]().next();
    const sound = await ask(host, stream, "test/affine-sound");
    expect(contentOf(await sound.body.text(), stream)).toContain("<answer>");
    gone.abort();
    await expect(first).rejects.toThrow();
  });

  test("stall: closing the host ends it", async () => {
    const host = await start({ kind: "stall" });
    const response = await ask(host, stream);
    const read = expect(response.body.text()).rejects.toThrow();
    await host.close();
    await read;
  });

  test("cut: some bytes, then the connection dies", async () => {
    const response = await ask(await start({ kind: "cut" }), stream);
    let received = "";
    const reading = (async () => {
      for await (const bytes of response.body) received += String(bytes);
    })();
    await expect(reading).rejects.toThrow();
    expect(received).toContain("choices");
    expect(() => contentOf(received, stream)).toThrow();
  });

  test("garbage: neither JSON nor events", async () => {
    const response = await ask(await start({ kind: "garbage" }), stream);
    expect(response.statusCode).toBe(200);
    const text = await response.body.text();
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(text).not.toContain("[DONE]");
  });

  test("invalid_utf8: bytes that no UTF-8 text contains, and otherwise well formed", async () => {
    const bytes = await bytesOf(await ask(await start({ kind: "invalid_utf8" }), stream));
    expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toThrow();
    expect(contentOf(bytes.toString("utf8"), stream)).toContain("\ufffd");
  });

  test("empty_body, empty, nul_bytes", async () => {
    expect(await bytesOf(await ask(await start({ kind: "empty_body" }), stream))).toHaveLength(0);
    expect(contentOf(await (await ask(await start({ kind: "empty" }), stream)).body.text(), stream)).toBe("");
    expect(contentOf(await (await ask(await start({ kind: "nul_bytes" }), stream)).body.text(), stream)).toContain(
      "\0",
    );
  });

  test("huge: an answer of 50 MB", async () => {
    const response = await ask(await start({ kind: "huge" }), stream);
    expect(contentOf(await response.body.text(), stream)).toHaveLength(50_000_000);
  });

  test("endless: more than a client will ever read, and over when the client goes", async () => {
    const host = await start({ kind: "endless" });
    const response = await ask(host, stream);
    let received = 0;
    for await (const bytes of response.body) {
      received += (bytes as Buffer).length;
      if (received > 60_000_000) break;
    }
    expect(received).toBeGreaterThan(60_000_000);
    const sound = await ask(host, stream, "test/affine-sound");
    expect(sound.statusCode).toBe(200);
    await sound.body.dump();
  });
});

describe("switching faults", () => {
  const turn = (host: InferenceHost, body: unknown, type = "application/json") =>
    request(`${host.url}/admin/faults`, {
      method: "POST",
      headers: { "content-type": type },
      body: JSON.stringify(body),
    });

  test("default: on and off at run time", async () => {
    const host = await start();
    expect((await ask(host, false)).statusCode).toBe(200);
    const on = await turn(host, { model: "test/affine-broken", fault: { kind: "cold" } });
    expect(on.statusCode).toBe(200);
    expect((await ask(host, false)).statusCode).toBe(503);
    expect((await ask(host, false, "test/affine-sound")).statusCode).toBe(200);
    await turn(host, { model: "test/affine-broken", fault: null });
    expect((await ask(host, false)).statusCode).toBe(200);
  });

  test("error: unknown model, unknown fault, and a type that any web page could send", async () => {
    const host = await start();
    expect((await turn(host, { model: "nobody/affine", fault: null })).statusCode).toBe(404);
    expect((await turn(host, { model: "test/affine-broken", fault: { kind: "sulk" } })).statusCode).toBe(400);
    expect((await turn(host, { model: "test/affine-broken", fault: null }, "text/plain")).statusCode).toBe(415);
  });
});
