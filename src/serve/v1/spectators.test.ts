import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { statusWith } from "../../../test/arena/small-arena.ts";
import { createApi, Spectators } from "../index.ts";

interface Told {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: string | undefined;
}

/** What a stream says next, field by field. */
function reader(stream: ReadableStream<Uint8Array>) {
  const source = stream.getReader();
  let text = "";
  return {
    async next(): Promise<Told> {
      for (;;) {
        const end = text.indexOf("\n\n");
        if (end >= 0) {
          const block = text.slice(0, end);
          text = text.slice(end + 2);
          const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
          if (field("event") !== undefined) return { id: field("id"), event: field("event"), data: field("data") };
          continue;
        }
        const { done, value } = await source.read();
        if (done) throw new Error("The stream has ended.");
        text += new TextDecoder().decode(value);
      }
    },
    cancel: () => source.cancel(),
  };
}

const open = (spectators: Spectators, lastEventId?: string) => reader(spectators.open(lastEventId)!);

describe("Spectators", () => {
  test("default: events in their order, then the newest snapshot only", async () => {
    const spectators = new Spectators({ boot: "aa", nowMs: () => 0 });
    const one = open(spectators);
    spectators.publish("event", { n: 0 });
    spectators.publish("event", { n: 1 });
    for (let version = 0; version < 5; version += 1) spectators.show(`{"version":${version}}`);
    expect(await one.next()).toEqual({ id: "aa.1", event: "event", data: '{"n":0}' });
    expect(await one.next()).toEqual({ id: "aa.2", event: "event", data: '{"n":1}' });
    expect(await one.next()).toEqual({ id: "aa.2", event: "snapshot", data: '{"version":4}' });
    await one.cancel();
    expect(spectators.count).toBe(0);
  });

  test("law: whoever comes back with the last id it saw misses nothing and gets nothing twice", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("publish", "show", "read", "leave"), { maxLength: 60 }),
        async (steps) => {
          const spectators = new Spectators({ boot: "aa", nowMs: () => 0 });
          const seen: string[] = [];
          let last: string | undefined = "aa.0";
          let published = 0;
          let pending = 0;
          let one = open(spectators, last);
          const read = async (): Promise<void> => {
            const told = await one.next();
            last = told.id;
            if (told.event === "event") {
              seen.push(told.data!);
              pending -= 1;
            }
          };
          for (const step of steps) {
            if (step === "publish") {
              spectators.publish("event", published);
              published += 1;
              pending += 1;
            } else if (step === "show") spectators.show("{}");
            else if (step === "leave") {
              await one.cancel();
              one = open(spectators, last);
            } else if (pending > 0) await read();
          }
          while (pending > 0) await read();
          await one.cancel();
          expect(seen).toEqual(Array.from({ length: published }, (_, n) => String(n)));
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(["aa.0", "bb.3", "aa.99", "nonsense", "aa.-1", "aa.1e0"])(
    "behavior: an id whose events are gone, of another run or of none is a reset: %s",
    async (lastEventId) => {
      const spectators = new Spectators({ boot: "aa", nowMs: () => 0, mostEvents: 3 });
      for (let n = 0; n < 10; n += 1) spectators.publish("event", n);
      const one = open(spectators, lastEventId);
      expect(await one.next()).toMatchObject({ event: "reset", id: "aa.10" });
      spectators.publish("event", 10);
      expect(await one.next()).toMatchObject({ event: "event", data: "10" });
    },
  );

  test("behavior: one that reads nothing holds nothing; behind what is kept it is let go and comes back to a reset", async () => {
    const spectators = new Spectators({ boot: "aa", nowMs: () => 0, mostEvents: 5 });
    const slow = open(spectators);
    for (let n = 0; n < 50; n += 1) spectators.publish("event", n);
    await expect(slow.next()).rejects.toThrow("ended");
    expect(spectators.count).toBe(0);
    expect(await open(spectators, "aa.1").next()).toMatchObject({ event: "reset" });
  });

  test("behavior: who takes nothing for a minute is let go at the next beat, who waits for news is not", async () => {
    let nowMs = 0;
    const spectators = new Spectators({ boot: "aa", nowMs: () => nowMs });
    const quiet = open(spectators);
    const waiting = quiet.next();
    open(spectators);
    // Let the quiet one come to wait; the other one never reads.
    await new Promise((resolve) => setImmediate(resolve));
    for (let n = 0; n < 3; n += 1) spectators.publish("event", n);
    await waiting;
    await quiet.next();
    await quiet.next();
    const next = quiet.next();
    await new Promise((resolve) => setImmediate(resolve));
    nowMs = 61_000;
    spectators.beat();
    expect(spectators.count).toBe(1);
    spectators.publish("event", 3);
    expect(await next).toMatchObject({ data: "3" });
  });

  test("error: one too many is refused with 503 and told when to come back", async () => {
    const spectators = new Spectators({ boot: "aa", nowMs: () => 0, most: 1 });
    const app = createApi({
      version: "1",
      status: () => statusWith(null),
      arena: { source: () => undefined, spectators },
    });
    const first = await app.request("/api/v1/stream");
    expect(first.headers.get("content-type")).toContain("text/event-stream");
    const second = await app.request("/api/v1/stream");
    expect(second.status).toBe(503);
    expect(second.headers.get("retry-after")).toBe("30");
    await first.body!.cancel();
    expect((await app.request("/api/v1/stream")).status).toBe(200);
  });
});
