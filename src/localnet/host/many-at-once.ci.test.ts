import { describe, expect, test } from "vitest";
import { model, start, question, post, whole, say, slowQuestion } from "../../../test/inference/localnet-host.ts";
import { type InferenceHost } from "./index.ts";

describe("many at once", () => {
  const slow = model({ name: "test/affine-slow", solver: "walksat", flipsPerVariable: 1500 });

  test("behavior: a slow model holds up neither the server nor the others", async () => {
    const host = await start({ models: [model(), slow] });
    const finished: string[] = [];
    const messages = [{ role: "user", content: slowQuestion() }];
    const slowOnes = Array.from({ length: 3 }, async (_, seed) => {
      await whole(await post(host, question({ model: slow.name, messages, seed })));
      finished.push("slow");
    });
    const quickOnes = Array.from({ length: 20 }, async (_, seed) => {
      await say(host, { seed });
      finished.push("quick");
    });
    const health = fetch(`${host.url}/health`).then(() => finished.push("health"));
    await Promise.all([...slowOnes, ...quickOnes, health]);
    expect(finished.slice(-2)).toEqual(["slow", "slow"]);
    expect(finished.indexOf("health")).toBeLessThan(finished.indexOf("slow"));
  });

  test("behavior: a question whose client has gone is taken out of the queue", async () => {
    const host = await start({ models: [slow], workers: 1 });
    const messages = [{ role: "user", content: slowQuestion() }];
    const controllers = Array.from({ length: 5 }, () => new AbortController());
    const asked = controllers.map(({ signal }, seed) =>
      post(host, question({ model: slow.name, messages, seed }), { signal }),
    );
    const gone = Promise.allSettled(asked.slice(1));
    await waitForWaiting(host, 4);
    for (const controller of controllers.slice(1)) controller.abort();
    expect((await gone).every((each) => each.status === "rejected")).toBe(true);
    await waitForWaiting(host, 0);
    expect((await asked[0]!).status).toBe(200);
  });

  test("behavior: a client may go while a model thinks or writes", async () => {
    const models = [model({ thinkMs: 60_000 }), model({ name: "test/affine-writer", tokensPerSecond: 1 })];
    const host = await start({ models });
    const gone = new AbortController();
    const thinking = expect(post(host, question(), { signal: gone.signal })).rejects.toThrow();
    const fields = { model: "test/affine-writer", stream: true };
    const writing = await post(host, question(fields), { signal: gone.signal });
    expect(writing.status).toBe(200);
    gone.abort();
    await thinking;
    await expect(writing.text()).rejects.toThrow();
    const { data } = (await (await fetch(`${host.baseUrl}/models`)).json()) as { data: unknown[] };
    expect(data).toHaveLength(2);
  });

  test("behavior: closing cuts what runs, twice is once", async () => {
    const host = await start({ models: [slow], workers: 1 });
    const messages = [{ role: "user", content: slowQuestion() }];
    const asked = post(host, question({ model: slow.name, messages }));
    const cut = expect(asked).rejects.toThrow();
    await host.close();
    await host.close();
    await cut;
  });
});

async function waitForWaiting(host: InferenceHost, count: number): Promise<void> {
  for (;;) {
    const { waiting } = (await (await fetch(`${host.url}/health`)).json()) as { waiting: number };
    if (waiting === count) return;
  }
}
