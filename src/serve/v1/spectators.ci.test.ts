import { get, type IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { statusWith } from "../../../test/arena/small-arena.ts";
import { createApi, listen, Spectators } from "../index.ts";

test("default: a thousand spectators over sockets all get every event, also those that come back", async () => {
  const spectators = new Spectators({ boot: "aa", nowMs: () => 0 });
  const app = createApi({
    version: "1",
    status: () => statusWith(null),
    arena: { source: () => undefined, spectators },
  });
  const served = await listen(app, { host: "127.0.0.1", port: 0 });
  const SPECTATORS = 1000;
  const EVENTS = 20;
  const texts = new Array<string>(SPECTATORS).fill("");
  const join = (place: number, lastEventId: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const headers = { "last-event-id": lastEventId };
      get(`${served.url}/api/v1/stream`, { headers, agent: false }, (response) => {
        response.setEncoding("utf8").on("data", (text: string) => (texts[place] = `${texts[place]!}${text}`));
        response.on("error", () => undefined);
        resolve(response);
      }).on("error", reject);
    });
  const lastOf = (place: number): string => /id: (\S+)\n(?![^]*id: )/.exec(texts[place]!)?.[1] ?? "aa.0";
  const all = await Promise.all(texts.map((_, place) => join(place, "aa.0")));
  expect(spectators.count).toBe(SPECTATORS);
  for (let n = 0; n < EVENTS / 2; n += 1) spectators.publish("event", { n, text: "x".repeat(2000) });
  await expect.poll(() => texts.filter((text) => text.includes(`"n":${EVENTS / 2 - 1},`)).length).toBe(SPECTATORS);
  // Every tenth is cut off, misses some, and comes back.
  const cut = texts.map((_, place) => place).filter((place) => place % 10 === 0);
  for (const place of cut) all[place]!.destroy();
  for (let n = EVENTS / 2; n < EVENTS; n += 1) spectators.publish("event", { n, text: "x".repeat(2000) });
  for (const place of cut) all[place] = await join(place, lastOf(place));
  await expect.poll(() => texts.filter((text) => text.includes(`"n":${EVENTS - 1},`)).length).toBe(SPECTATORS);
  const numbers = texts.map((text) => [...text.matchAll(/data: \{"n":(\d+),/g)].map(([, n]) => Number(n)).join());
  const every = Array.from({ length: EVENTS }, (_, n) => n).join();
  expect(numbers.filter((seen) => seen !== every)).toEqual([]);
  spectators.close();
  await served.close();
});
