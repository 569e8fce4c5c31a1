import { describe, expect, test } from "vitest";
import {
  model,
  start,
  question,
  post,
  whole,
  say,
  chunksOf,
  textOf,
  refusal,
  slowQuestion,
  QUESTION,
} from "../../../test/inference/localnet-host.ts";
import { demoModels } from "../models/index.ts";
import { startInferenceHost } from "./index.ts";

describe("answering", () => {
  test("default: a model answers the question that stands in the prompt", async () => {
    const host = await start();
    const text = await say(host);
    const literals = new Set(/<answer>([^<]*)<\/answer>/.exec(text)![1]!.split(" ").map(Number));
    expect(literals.size).toBe(3);
    for (const clause of ["1 -2 3", "-1 2 -3", "1 2 3", "-1 -2 -3"]) {
      expect(clause.split(" ").some((literal) => literals.has(Number(literal)))).toBe(true);
    }
  });

  test("behavior: streaming and not streaming say the same, and count the same", async () => {
    const host = await start({ models: [model({ tokensPerSecond: 2000 })] });
    const once = await whole(await post(host, question()));
    const response = await post(host, question({ stream: true, stream_options: { include_usage: true } }));
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const chunks = chunksOf(await response.text());
    expect(textOf(chunks)).toBe(once.choices[0]!.message.content);
    expect(chunks.length).toBeGreaterThan(3);
    expect(chunks.at(-2)!.choices[0]!.finish_reason).toBe("stop");
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: once.usage });
    expect(once.usage.total_tokens).toBe(once.usage.prompt_tokens + once.usage.completion_tokens);
    expect(once.usage.prompt_tokens).toBe(Math.ceil(QUESTION.length / 4));
  });

  test("behavior: usage is streamed only to those who ask for it", async () => {
    const chunks = chunksOf(await (await post(await start(), question({ stream: true }))).text());
    expect(chunks.every((chunk) => chunk.usage === undefined && chunk.choices.length === 1)).toBe(true);
  });

  test("behavior: temperature 0 and a seed repeat; no seed at a temperature does not", async () => {
    const host = await start({ models: [model({ solver: "random" })] });
    const content = `Satisfy these clauses:\n${Array.from({ length: 20 }, (_, i) => `${3 * i + 1} ${3 * i + 2} ${3 * i + 3}`).join("\n")}`;
    const messages = [{ role: "user", content }];
    const first = await say(host, { messages });
    expect(await say(host, { messages })).toBe(first);
    expect(await say(host, { messages, seed: 8 })).not.toBe(first);
    const free = { messages, temperature: 1, seed: undefined };
    expect(await say(host, free)).not.toBe(await say(host, free));
  });

  test("behavior: a copy under another name says the same", async () => {
    const host = await start({ models: [model(), model({ name: "other/affine-twin", copyOf: "test/affine-full" })] });
    expect(await say(host, { model: "other/affine-twin" })).toBe(await say(host));
  });

  test("behavior: max_tokens cuts the text and says so", async () => {
    const host = await start();
    const full = await say(host);
    const cut = await whole(await post(host, question({ max_tokens: 5 })));
    expect(cut.choices[0]).toMatchObject({ message: { content: full.slice(0, 20) }, finish_reason: "length" });
    expect(cut.usage.completion_tokens).toBe(5);
    const streamed = chunksOf(await (await post(host, question({ max_tokens: 5, stream: true }))).text());
    expect(streamed.at(-1)!.choices[0]!.finish_reason).toBe("length");
  });

  test("behavior: content may come in text parts", async () => {
    const host = await start();
    const parts = [
      { type: "text", text: QUESTION.slice(0, 30) },
      { type: "text", text: QUESTION.slice(30) },
    ];
    expect(await say(host, { messages: [{ role: "user", content: parts }] })).toBe(await say(host));
  });

  test("behavior: a model says in words that it does not know a task", async () => {
    const messages = [{ role: "user", content: "Write a poem about the number 1 2 3." }];
    expect(await say(await start(), { messages })).toContain("do not know");
  });

  test("behavior: lists its models and its health", async () => {
    const host = await start({ models: demoModels() });
    const list = (await (await fetch(`${host.baseUrl}/models`)).json()) as { data: { id: string }[] };
    expect(list.data.map((each) => each.id)).toEqual(demoModels().map((each) => each.name));
    expect(await (await fetch(`${host.url}/health`)).json()).toMatchObject({ status: "ok", models: list.data.length });
  });
});

describe("refusing", () => {
  test("error: an unknown model is 404 in OpenAI's form", async () => {
    const response = await post(await start(), question({ model: "nobody/affine" }));
    expect(response.status).toBe(404);
    expect(await refusal(response)).toMatchObject({ code: "model_not_found", message: expect.any(String) as string });
  });

  test("error: malformed bodies are 400 and say what is wrong", async () => {
    const host = await start();
    expect((await refusal(await post(host, "{nope"))).code).toBe("invalid_json");
    const response = await post(host, question({ messages: [] }));
    expect(response.status).toBe(400);
    expect((await refusal(response)).message).toContain("messages");
    expect((await post(host, question({ n: 2 }))).status).toBe(400);
    expect((await post(host, question({ temperature: -1 }))).status).toBe(400);
  });

  test("error: a body over 1 MiB is 413", async () => {
    const messages = [{ role: "user", content: "x".repeat(1024 * 1024) }];
    expect((await post(await start(), question({ messages }))).status).toBe(413);
  });

  test("error: with an API key, requests without it are 401, and health stays open", async () => {
    const host = await start({ apiKey: "sesame" });
    expect((await post(host, question())).status).toBe(401);
    expect((await post(host, question(), { headers: { authorization: "Bearer sesame" } })).status).toBe(200);
    expect((await fetch(`${host.url}/health`)).status).toBe(200);
  });

  test("error: an unknown route is 404, and faults cannot be switched unless allowed", async () => {
    const host = await start();
    const response = await fetch(`${host.url}/admin/faults`, { method: "POST", body: "{}" });
    expect(response.status).toBe(404);
    expect((await refusal(response)).code).toBe("not_found");
  });

  test("error: a port in use, a doubled model and a bad model are refused at the start", async () => {
    const { port } = await start();
    await expect(startInferenceHost({ port, models: [model()] })).rejects.toMatchObject({ code: "port_in_use" });
    const twice = startInferenceHost({ port: 0, models: [model(), model()] });
    await expect(twice).rejects.toMatchObject({ code: "invalid_input" });
    const unnamed = startInferenceHost({ port: 0, models: [{ ...model(), name: "no-slash" }] });
    await expect(unnamed).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("error: a model that thinks for too long is 504, and the next question is answered", async () => {
    const host = await start({
      workers: 1,
      taskTimeoutMs: 400,
      models: [model({ solver: "walksat", flipsPerVariable: 1_000_000 }), model({ name: "test/affine-quick" })],
    });
    const response = await post(host, question({ messages: [{ role: "user", content: slowQuestion() }] }));
    expect(response.status).toBe(504);
    expect(await say(host, { model: "test/affine-quick" })).toContain("<answer>");
  });
});
