import { createServer } from "node:http";
import { once } from "node:events";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { statusWith } from "../../../test/arena/small-arena.ts";
import { createApi, listen, Spectators } from "../../serve/index.ts";
import { followPage } from "./follow-page.ts";
import { readEvents, type ServerEvent } from "./read-events.ts";

function pieces(text: string, cuts: readonly number[]): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((start, place) => bytes.subarray(start, places[place] ?? bytes.length));
}

async function all(parts: readonly Uint8Array[]): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of readEvents(ReadableStream.from(parts))) events.push(event);
  return events;
}

describe("readEvents", () => {
  test("law: the pieces in which a stream comes change nothing", async () => {
    const text = 'retry: 2000\n\nid: a.1\nevent: event\ndata: {"ü":1}\n\n: still here\n\ndata: x\ndata: y\n\n';
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat()), async (cuts) => {
        expect(await all(pieces(text, cuts))).toEqual([
          { id: "a.1", event: "event", data: '{"ü":1}' },
          { id: undefined, event: "message", data: "x\ny" },
        ]);
      }),
    );
  });
});

describe("followPage", () => {
  test("default: a page that breaks off is taken up where it was: nothing is missed or told twice", async () => {
    const spectators = new Spectators({ boot: "aa", nowMs: () => 0 });
    const api = createApi({
      version: "1",
      status: () => statusWith(null),
      arena: { source: () => undefined, spectators },
    });
    const served = await listen(api, { host: "127.0.0.1", port: 0 });
    const stop = new AbortController();
    const troubles: string[] = [];
    const seen: string[] = [];
    const events = followPage(served.url, { signal: stop.signal, onTrouble: (why) => void troubles.push(why) });
    const next = async (): Promise<string> => {
      const step = await events.next();
      return step.done === true ? "the end" : step.value.data;
    };
    const first = next();
    await expect.poll(() => spectators.count).toBe(1);
    spectators.publish("event", 0);
    seen.push(await first);
    spectators.close();
    spectators.publish("event", 1);
    spectators.publish("event", 2);
    for (let n = 0; n < 2; n += 1) seen.push(await next());
    expect(seen).toEqual(["0", "1", "2"]);
    stop.abort();
    await events.return(undefined);
    await served.close();
  });

  test("error: what is no page of a validator, and nobody there, in words", async () => {
    const strange = createServer((_, response) => response.end("<html>")).listen(0, "127.0.0.1");
    await once(strange, "listening");
    const address = strange.address();
    const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
    const signal = new AbortController().signal;
    const next = (page: string) => followPage(page, { signal, onTrouble: () => undefined }).next();
    await expect(next(url)).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining("no stream of events") as string,
    });
    strange.close();
    await expect(next("http://127.0.0.1:1")).rejects.toMatchObject({ code: "not_found" });
  });
});
