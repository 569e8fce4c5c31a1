import { describe, expect, test } from "vitest";
import { Generator } from "../random/generator.ts";
import { playScenario } from "./scenarios.ts";
import { SCENARIOS, scenarioTables } from "./scenario-tables.ts";

const play = (name: string) => playScenario(name, Generator.from("scenarios", name));

describe("scenarios", () => {
  test.each(["absence|1 hour|+5 all", "block|2 of 8|100", "price|4|2|+5 all", "missing|4|25", "level|1000000"])(
    "behavior: a better model is crowned: %s",
    (name) => {
      expect(SCENARIOS).toContain(name);
      expect(play(name)).toMatchObject({ crowned: 1 });
    },
  );

  test.each(["absence|36 minutes|exact copy", "forge|2 of 7|20", "forge|1 of 1,000 and 1|100"])(
    "behavior: a copy is not: %s",
    (name) => {
      expect(SCENARIOS).toContain(name);
      expect(play(name)).toMatchObject({ crowned: 0 });
    },
  );

  test("behavior: an outage costs time, not the crown, and a day's pay when it is long", () => {
    const [none, hour] = ["never", "1 hour"].map((away) => play(`absence|${away}|+5 all`));
    expect(hour!["clockRounds"]).toBeGreaterThan(none!["clockRounds"]!);
    expect([none!["unpaid"], hour!["unpaid"]]).toEqual([0, 1]);
  });

  test("behavior: every scenario that is repeated stands in a table", () => {
    const asked = new Set<string>();
    const tables = scenarioTables((name) => {
      asked.add(name);
      return [{ crowned: 1, rounds: 1, clockRounds: 1, unpaid: 0 }];
    });
    expect([...asked].sort()).toEqual([...SCENARIOS].sort());
    expect(tables.map(({ rows }) => rows.length)).toEqual([13, 6, 4, 5, 3]);
  });

  test("error: an unknown one is named", () => {
    expect(() => play("nothing|1")).toThrow('There is no scenario "nothing|1".');
  });
});
