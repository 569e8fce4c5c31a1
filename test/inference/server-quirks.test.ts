import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { InferenceClient, outcomeOf, type AnswerOutcome } from "../../src/inference/index.ts";
import { scriptedHost } from "./scripted-host.ts";
import { QUIRKS, type Quirk } from "./server-quirks.ts";

/** One request to a real server with this habit. */
async function ask({ body, status = 200, headers, end }: Omit<Quirk, "name" | "right">): Promise<AnswerOutcome> {
  const host = await scriptedHost(async (response) => {
    response.writeHead(status, headers ?? { "content-type": "text/event-stream" });
    response.flushHeaders();
    for (const piece of Array.isArray(body) ? (body as readonly (string | Buffer | number)[]) : [body as string]) {
      if (typeof piece === "number") await sleep(piece);
      else response.write(piece);
    }
    if (end === "reset") response.destroy();
    else if (end !== "open") response.end();
  });
  const client = new InferenceClient();
  onTestFinished(async () => {
    await client.close();
    await host.close();
  });
  const options = { model: "m", baseUrl: host.baseUrl, retry: { maxAttempts: 1 } };
  return outcomeOf(await client.query("6 * 7?", options).catch((thrown: unknown) => thrown));
}

test("behavior: there are many, each with a name of its own", () => {
  expect(QUIRKS.length).toBeGreaterThanOrEqual(80);
  expect(new Set(QUIRKS.map(({ name }) => name)).size).toBe(QUIRKS.length);
});

test.each(QUIRKS.map((quirk) => [quirk.name, quirk] as const))("behavior: %s", async (_, quirk) => {
  const outcome = await ask(quirk);
  const { right } = quirk;
  if ("text" in right) {
    expect(outcome).toMatchObject({ outcome: "answered", answer: right });
    return;
  }
  expect(outcome).toMatchObject({ reason: right.failure });
  if (outcome.outcome !== "infra_failure") return;
  expect(outcome.error.retryable).toBe(right.failure !== "rejected");
  if (right.says !== undefined) expect(outcome.error.message).toContain(right.says);
});

test.each([
  ["gzip", gzipSync],
  ["deflate", deflateSync],
  ["br", brotliCompressSync],
])("behavior: the words of a refusal come out of %s", async (encoding, pack) => {
  const body = pack(JSON.stringify({ error: { message: "'max_tokens' is too large" } }));
  const headers = { "content-type": "application/json", "content-encoding": encoding };
  const outcome = await ask({ status: 400, body, headers });
  expect(outcome).toMatchObject({ reason: "rejected", error: { retryable: false } });
  if (outcome.outcome === "infra_failure") expect(outcome.error.message).toContain("400: 'max_tokens' is too large.");
});

test.each([
  ["of another packing", "zstd", Buffer.from("xyz\u0001\u0002")],
  ["that is not what it says", "gzip", Buffer.from("xyz\u0001\u0002")],
  ["that unpacks to a gigabyte", "gzip", gzipSync(Buffer.alloc(50_000_000))],
])("behavior: nothing is shown of a refusal %s", async (_, encoding, body) => {
  const outcome = await ask({ status: 400, body, headers: { "content-encoding": encoding } });
  expect(outcome).toMatchObject({ reason: "rejected" });
  if (outcome.outcome === "infra_failure") expect(outcome.error.message).toMatch(/answered 400\.$/);
});
