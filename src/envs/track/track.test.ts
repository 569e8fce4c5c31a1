import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trackEnvironment } from "../index.ts";
import { eventLine, type Event } from "./event.ts";
import { Machine } from "./machine.ts";
import { MISREADINGS, OWN_LINES, SHORTCUTS, valuesBy } from "./shortcuts.ts";
import { linesOfSkippers } from "./skips.ts";
import { readLog } from "./study/read-log.ts";
import { TRACK_LEVELS } from "./track-levels.ts";

const secret = { names: ["rovak", "lumis"], values: [4071, 5] };
const verdict = async (text: string) => trackEnvironment.check(secret, `<answer>${text}</answer>`);

/** What names hold after lines as a log writes them. */
function after(lines: string, ...names: readonly string[]): number[] {
  const machine = new Machine();
  for (const event of readLog(`The log:\n\n${lines.trim()}\n\n`).events) machine.run(event);
  return names.map((name) => machine.valueOf(name));
}

describe("a log", () => {
  test("default: assignments, sums modulo 10,000, copies, exchanges", () => {
    expect(after("local a 9999\nlocal b 3\na += 2\nb -= 4", "a", "b")).toEqual([1, 9999]);
    expect(after("local a 1\nlocal b 2\na = b\nb = 7\nswap a b", "a", "b")).toEqual([7, 2]);
  });

  test("behavior: an alias is another name of the cell that a name means then", () => {
    expect(after("local a 1\nlocal b 2\nalias x a\nalias a b\nx += 10\na += 100", "a", "b", "x")).toEqual([
      102, 102, 11,
    ]);
    expect(after("local a 1\nlocal b 2\nbegin\nalias a b\na = 9\nend\na += 1", "a", "b")).toEqual([2, 9]);
  });

  test("behavior: scopes end meanings, cancel takes changes back, also those of scopes that ended within it", () => {
    expect(after("local a 1\nbegin\nlocal a 5\na += 1\nend", "a")).toEqual([1]);
    expect(after("local a 1\nbegin\na = 2\nbegin\na = 3\nend\ncancel", "a")).toEqual([1]);
    expect(after("local a 1\nbegin\na = 2\nbegin\na = 3\ncancel\nend", "a")).toEqual([2]);
  });

  test("behavior: undo takes back changes only, the latest first, none from before the scope", () => {
    expect(after("local a 1\na = 2\na = 3\nlocal b 5\nundo 1", "a", "b")).toEqual([2, 5]);
    expect(after("local a 1\na = 2\nbegin\na = 3\nundo 4\nend", "a")).toEqual([2]);
    expect(after("local a 1\nbegin\na = 2\nend\nundo 1", "a")).toEqual([1]);
    expect(after("local a 1\nlocal b 2\nswap a b\nundo 1\nundo 1", "a", "b")).toEqual([1, 2]);
  });

  test("behavior: any events, in any order, leave numbers from 0 to 9999, and a line says all of an event", () => {
    const name = fc.constantFrom("a", "b", "c");
    const value = fc.integer({ min: 0, max: 9999 });
    const event: fc.Arbitrary<Event> = fc.oneof(
      fc.record({ kind: fc.constantFrom("set" as const, "local" as const), name, value }),
      fc.record({ kind: fc.constant("add" as const), name, value: fc.integer({ min: -999, max: 999 }) }),
      fc.record({ kind: fc.constant("copy" as const), name, from: name }),
      fc.record({ kind: fc.constant("swap" as const), name, other: name }),
      fc.record({ kind: fc.constant("alias" as const), name, of: name }),
      fc.record({ kind: fc.constant("undo" as const), count: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ kind: fc.constantFrom("begin" as const, "end" as const, "cancel" as const) }),
    );
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 60 }), (events) => {
        const machine = new Machine();
        for (const one of events) machine.run(one);
        for (const one of ["a", "b", "c"]) {
          expect(machine.valueOf(one)).toBeGreaterThanOrEqual(0);
          expect(machine.valueOf(one)).toBeLessThan(10_000);
        }
        const read = readLog(`The log:\n\n${events.map(eventLine).join("\n")}\n\n`).events;
        expect(read.map(eventLine)).toEqual(events.map(eventLine));
      }),
    );
  });
});

describe("generate", () => {
  test.each(TRACK_LEVELS.filter(({ level }) => level <= 5))(
    "behavior: level $level has its lines, and shortcuts get two values wrong",
    ({ level, lines, cells }) => {
      const { prompt, secret: asked } = trackEnvironment.generate({ level }, "lines");
      const { events, asked: names } = readLog(prompt);
      expect(events.length).toBe(lines);
      expect(events.filter(({ kind }, at) => kind === "local" && at < cells).length).toBe(cells);
      expect(names).toEqual(asked.names);
      const machine = new Machine();
      for (const event of events) machine.run(event);
      expect(machine.depth).toBe(0);
      expect(asked.names.map((name) => machine.valueOf(name))).toEqual(asked.values);
      for (const { values } of level < 3 ? [] : [...SHORTCUTS, OWN_LINES]) {
        const found = values(events, names);
        expect(found.filter((value, at) => value !== asked.values[at]).length).toBeGreaterThanOrEqual(2);
      }
      for (const { name, values } of level < 3 ? [] : MISREADINGS) {
        expect(values(events, names), name).not.toEqual(asked.values);
      }
    },
  );

  test.each([3, 4, 5])("behavior: who skips scopes and reads less than a quarter of level %i is wrong", (level) => {
    for (let seed = 0; seed < 5; seed += 1) {
      const { prompt, secret: asked } = trackEnvironment.generate({ level }, `skips-${seed}`);
      const { events } = readLog(prompt);
      const skippers = linesOfSkippers(events);
      expect(skippers?.length).toBeGreaterThan(0);
      for (const read of skippers ?? []) {
        expect(read.length).toBeLessThan(events.length / 4);
        expect(valuesBy(read, asked.names)).not.toEqual(asked.values);
      }
    }
  });

  test("behavior: a log that lies in cancelled scopes for more than three quarters is told; of others scopes are skipped", () => {
    const add = "a += 1\n";
    const skippers = (log: string) => linesOfSkippers(readLog(`The log:\n\n${log.trim()}\n\n`).events);
    expect(skippers(`local a 1\nbegin\n${add.repeat(20)}cancel\na += 2`)).toBeNull();
    const found = skippers(`local a 1\nbegin\nbegin\na += 3\ncancel\n${add.repeat(20)}end\na += 2`);
    expect(found?.map((read) => read.map(eventLine))).toEqual([["local a 1", "a += 2"]]);
  });

  test("behavior: no line gives a cell the number that it holds, and undos say more than there is to take back", () => {
    const { events } = readLog(trackEnvironment.generate({ level: 4 }, "lines").prompt);
    const machine = new Machine();
    let stopped = 0;
    for (const event of events) {
      if (event.kind === "undo" && event.count > machine.undoable) stopped += 1;
      const before = "name" in event && event.kind !== "alias" && event.kind !== "local" && machine.valueOf(event.name);
      machine.run(event);
      if (before !== false) expect(machine.valueOf((event as { name: string }).name)).not.toBe(before);
    }
    expect(stopped).toBeGreaterThan(0);
  });

  test("error: a level that is none", () => {
    expect(() => trackEnvironment.normalizeParams({ level: 9 })).toThrow("no level 9");
  });
});

describe("check", () => {
  test("behavior: right in any form", async () => {
    const right = [
      "rovak = 4071\nlumis = 5",
      "lumis: 5, rovak: 4071",
      "ROVAK=4071; Lumis=5.",
      "4071 5",
      "[4071, 5]",
      '{"rovak": 4071, "lumis": 5}',
      "- rovak -> 4071\n- lumis → 5",
      "1. 4071\n2. 0005",
      "```\nrovak = 4071\nlumis = 5\n```",
      "**rovak = 4071, lumis = 5**",
    ];
    for (const text of right) expect((await verdict(text)).reason, text).toBe("correct");
  });

  test("behavior: every zero says why", async () => {
    const wrong = [
      ["rovak = 4071\nlumis = 6", "wrong_value"],
      ["5 4071", "wrong_value"],
      ["rovak = 4071", "missing_values"],
      ["", "missing_values"],
      ["4071 5 5", "too_many_values"],
      ["rovak = 4071 lumis = 5 tipas = 1", "unknown_name"],
      ["rovak = 4071 rovak = 4071 lumis = 5", "repeated_name"],
      ["rovak = 4071, 5", "mixed_forms"],
      ["rovak = 4071, lumis = -5", "bad_token"],
      ["rovak = 4071 lumis = five", "bad_token"],
      ["rovak = 4071.0 lumis = 5", "bad_token"],
      ["[4071, 5", "bad_token"],
    ] as const;
    for (const [text, why] of wrong) expect((await verdict(text)).reason, text).toBe(why);
    expect(await verdict("rovak = 4071\nlumis = 6")).toMatchObject({
      thousandths: 0,
      metrics: { values: 2, right: 1 },
    });
  });
});
