import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrder } from "./in-order.ts";

async function* streamOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  for (const item of items) yield await Promise.resolve(item);
}

test("behavior: all results, in order, with no more under way than allowed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(5)), fc.integer({ min: 1, max: 5 }), async (turns, limit) => {
      let [now, most] = [0, 0];
      const results: number[] = [];
      const slow = async (wait: number): Promise<number> => {
        now += 1;
        most = Math.max(most, now);
        for (let turn = 0; turn < wait; turn += 1) await Promise.resolve();
        now -= 1;
        return wait;
      };
      for await (const result of inOrder(streamOf(turns), limit, slow)) results.push(result);
      expect(results).toEqual(turns);
      expect(most).toBeLessThanOrEqual(limit);
    }),
  );
});

test("behavior: a result is there before the next item is written", async () => {
  let write: (item: string) => void = () => undefined;
  async function* dialogue(): AsyncGenerator<string> {
    for (let asked = 0; asked < 3; asked += 1) yield await new Promise<string>((resolve) => (write = resolve));
  }
  const results = inOrder(dialogue(), 16, (item) => Promise.resolve(item.toUpperCase()));
  for (const word of ["one", "two", "three"]) {
    const next = results.next();
    await new Promise((resolve) => setImmediate(resolve));
    write(word);
    expect(await next).toEqual({ done: false, value: word.toUpperCase() });
  }
  expect((await results.next()).done).toBe(true);
});

test("error: what the map throws ends the stream", async () => {
  const results = inOrder(streamOf([1, 2]), 2, (item) =>
    item === 1 ? Promise.reject(new Error("no")) : Promise.resolve(item),
  );
  await expect(results.next()).rejects.toThrow("no");
});
