import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  ATTACKS,
  DEFAULT_SETTINGS,
  findAttack,
  parseSettings,
  playAttack,
  type Attack,
  type AttackRun,
  type Laboratory,
} from "./index.ts";

const run = (fields: Partial<AttackRun> = {}): AttackRun => ({
  mechanism: "affine-v1",
  days: 1,
  settings: DEFAULT_SETTINGS,
  seed: "test",
  repetition: 0,
  ...fields,
});
const attackOf = (name: string): (typeof ATTACKS)[number] => ATTACKS.find((attack) => attack.name === name)!;

describe("attacks", () => {
  test.each(ATTACKS.map(({ name }) => name))("default: %s plays under both mechanisms", (name) => {
    for (const mechanism of ["affine-v1", "affine-v2"] as const) {
      const sample = playAttack(attackOf(name), run({ mechanism, days: 0.3 }));
      for (const [figure, value] of Object.entries(sample))
        expect([figure, Number.isFinite(value)]).toEqual([figure, true]);
      expect(sample["attackerShare"]).toBeGreaterThanOrEqual(0);
      expect(sample["attackerShare"]).toBeLessThanOrEqual(1);
    }
  });

  test("behavior: names are one word each, lower case with hyphens", () => {
    const names = ATTACKS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test.each([
    ["equal-skill", "affine-v1", 4],
    ["noisy-copies", "affine-v2", 0.5],
  ] as const)("behavior: a run of %s under %s is the same every time", (name, mechanism, days) => {
    const once = playAttack(attackOf(name), run({ mechanism, days }));
    expect(playAttack(attackOf(name), run({ mechanism, days }))).toEqual(once);
    expect(playAttack(attackOf(name), run({ mechanism, days, repetition: 1 }))).not.toEqual(once);
  });

  test("behavior: decoys take affine-v1 and not affine-v2", () => {
    const settings = { ...DEFAULT_SETTINGS, arrivals: 0 };
    expect(playAttack(attackOf("decoys"), run({ settings }))["attackerShare"]).toBe(1);
    expect(playAttack(attackOf("decoys"), run({ settings, mechanism: "affine-v2" }))["attackerShare"]).toBe(0);
  });

  test("behavior: a much better model is crowned under affine-v2", () => {
    const sample = playAttack(attackOf("at-once"), run({ mechanism: "affine-v2", days: 2 }));
    expect(sample["attackerCrowned"]).toBe(1);
    expect(sample["skillGain"]).toBeGreaterThan(9);
  });

  test("behavior: an attack of one's own is one module", async () => {
    const folder = mkdtempSync(join(tmpdir(), "affine-attack-"));
    try {
      const file = join(folder, "mine.mjs");
      writeFileSync(file, 'export const attack = { name: "mine", summary: "nothing", begin: () => ({}) };');
      const sample = playAttack(await findAttack(file), run({ days: 0.1 }));
      expect(sample["attackerShare"]).toBe(0);
      const other = join(folder, "other.mjs");
      writeFileSync(other, "export const attack = 7;");
      await expect(findAttack(other)).rejects.toMatchObject({ code: "invalid_input" });
      await expect(findAttack(join(folder, "none.mjs"))).rejects.toMatchObject({ code: "invalid_input" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    ["a throw", { begin: () => JSON.parse("no") as object }, "it threw"],
    ["no object", { begin: () => 7 }, "gives no object"],
    ["no list", { begin: () => ({ start: {} }) }, "no list"],
    ["no model", { begin: () => ({ react: () => [{ owner: "attacker", coldkey: "x" }] }) }, "model"],
    [
      "skills of another world",
      { begin: (lab: Laboratory) => ({ start: [{ owner: "attacker", coldkey: "x", model: lab.unrelated([0.5]) }] }) },
      "a model has 1 skills, there are 3 environments",
    ],
  ])("error: an attack that is not sound says why: %s", (_, attack, why) => {
    const unsound = { name: "mine", summary: "", ...attack } as unknown as Attack;
    for (const mechanism of ["affine-v1", "affine-v2"] as const) {
      expect(() => playAttack(unsound, run({ mechanism, days: 0.1 }))).toThrow(
        expect.objectContaining({ code: "invalid_input", message: expect.stringContaining(why) as string }) as Error,
      );
    }
  });

  test("error: an attack that does not exist names the nearest", async () => {
    await expect(findAttack("sybil")).rejects.toMatchObject({ code: "usage", hint: "Did you mean sybils?" });
    await expect(findAttack("xyzzy")).rejects.toMatchObject({
      code: "usage",
      hint: expect.stringContaining("copy") as string,
    });
  });

  test.each([
    ["arivals=1", "Did you mean arrivals?"],
    ["lanes=3", "whose constants are fixed"],
    ["arrivals=many", "--set arrivals=0.5"],
    ["validators=99", "docs/simulate.md"],
    ["environments=2.5", "docs/simulate.md"],
    ["toString=1", "Settable"],
    ["lineageShare=0.7", "below 1"],
  ])("error: the setting %s", (assignment, hint) => {
    expect(() => parseSettings([assignment])).toThrow(
      expect.objectContaining({ code: "usage", hint: expect.stringContaining(hint) as string }) as Error,
    );
  });

  test("behavior: settings change the world", () => {
    expect(parseSettings(["environments=5", "arrivals=0"])).toEqual({
      ...DEFAULT_SETTINGS,
      environments: 5,
      arrivals: 0,
    });
  });
});
