import { describe, expect, test } from "vitest";
import { Random } from "../../core/index.ts";
import { chooseFaults } from "./choose-faults.ts";
import { drawDesign } from "./draw/draw-design.ts";
import { continueSession } from "./draw/continue-session.ts";
import { placesOf } from "./places.ts";
import { REPAIR_LEVELS, REPAIR_SCORED_LEVELS, type RepairLevel } from "./repair-levels.ts";
import { differs, runSession } from "./run-session.ts";
import { variantsOf } from "./variants/variants.ts";

const DESIGNS = 40;

/** Faults of designs of a level, with the designs. */
function chosen(level: RepairLevel) {
  return Array.from({ length: DESIGNS }, (_, index) => {
    const random = Random.from("affine/test/repair/faults", level.level, index);
    const design = drawDesign(level, random);
    return { design, faults: chooseFaults(design, level, random), places: placesOf(design, level.modules) };
  });
}

describe.each(REPAIR_LEVELS.filter(({ level }) => REPAIR_SCORED_LEVELS.includes(level)))("level $level", (level) => {
  test("law: two faults stand in different modules, and hidden tests fail with both and with either", () => {
    let found = 0;
    for (const { faults, places } of chosen(level)) {
      if (faults === null) continue;
      found += 1;
      const { variants, design, hidden } = faults;
      expect(new Set(variants.map(({ slot }) => places.get(slot)!.module)).size).toBe(2);
      const killing = (one: typeof design) =>
        hidden.filter((asked) => differs(one, asked.commands, asked.printed)).length;
      expect(hidden).toHaveLength(8);
      expect(killing(design)).toBeGreaterThanOrEqual(3);
      for (const alone of variants) expect(killing(alone.design)).toBeGreaterThanOrEqual(1);
    }
    expect(found).toBeGreaterThanOrEqual(DESIGNS * 0.9);
  });

  test("law: visible tests pass, or fail where neither faulty function is asked, and so they do with one fault mended", () => {
    let failing = 0;
    for (const { faults, places } of chosen(level)) {
      if (faults === null) continue;
      const homes = faults.variants.map(({ slot }) => places.get(slot)!.name);
      for (const { commands, printed } of faults.visible) {
        for (const design of [faults.design, ...faults.variants.map((alone) => alone.design)]) {
          const own = runSession(design, commands);
          const telling = commands.filter((_, index) => own[index] !== printed[index]);
          if (telling.length > 0 && design === faults.design) failing += 1;
          if (level.symptom === "hidden") expect(telling).toEqual([]);
          for (const command of telling) {
            const [verb, first, second] = command.split(" ");
            expect(homes).not.toContain(verb === "show" ? second : first);
          }
        }
      }
    }
    if (level.symptom === "distant") expect(failing).toBeGreaterThanOrEqual(DESIGNS / 10);
  });
});

describe.each(REPAIR_LEVELS)("level $level", (level) => {
  test("law: hidden tests see whatever is changed in one statement, wherever it stands, as far as long sessions do", () => {
    let [seen, missed] = [0, 0];
    for (const { design, faults } of chosen(level).slice(0, 8)) {
      if (faults === null) continue;
      const sessions = Array.from({ length: 24 }, (_, at) => {
        const random = Random.from("affine/test/repair/long", level.level, at);
        const commands = Array.from({ length: 3 }, (_, part) => continueSession(design, at + part, random)).flat();
        return { commands, printed: runSession(design, commands) };
      });
      const tests = [...faults.visible, ...faults.hidden];
      for (const { design: other } of variantsOf(design)) {
        if (tests.some(({ commands, printed }) => differs(other, commands, printed))) seen += 1;
        else if (sessions.some(({ commands, printed }) => differs(other, commands, printed))) missed += 1;
      }
    }
    process.stderr.write(`REPAIR level ${level.level}: hidden tests miss ${missed} of ${seen + missed} changes\n`);
    expect(seen).toBeGreaterThan(200);
    expect(missed).toBeLessThanOrEqual(0.02 * (seen + missed));
  });
});
