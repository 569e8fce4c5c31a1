import { describe, expect, test } from "vitest";
import { Random } from "../../../core/index.ts";
import { PREDICATES } from "../grammar/predicate.ts";
import { fittingChoices } from "../space/choices.ts";
import { firstChoice, Meter, type FirstChoice } from "./first-choice.ts";
import type { Meeting } from "./meeting.ts";

const CONDITIONS = 12;

/** Elements of a choice that was drawn, beside what else makes them by chance; every third time any elements. */
function drawElements(random: Random, arms: number, isAny: boolean): Meeting[] {
  const predicates = random.sample(CONDITIONS, arms - 1);
  const results = random.sample(40, arms);
  return Array.from({ length: 24 }, () => {
    let [holds, low, high] = [0, 0, 0];
    for (let bit = 0; bit < CONDITIONS; bit += 1) if (random.chance(1, 3)) holds |= 1 << bit;
    const add = (result: number): void => {
      if (result < 31) low |= 1 << result;
      else high |= 1 << (result - 31);
    };
    const at = predicates.findIndex((bit) => (holds & (1 << bit)) !== 0);
    add(isAny ? random.below(40) : (results[at === -1 ? arms - 1 : at] as number));
    for (let more = 0; more < 3; more += 1) add(random.below(40));
    return { low, high, holds };
  });
}

function fitsAll(elements: readonly Meeting[], { predicates, results }: FirstChoice): boolean {
  return elements.every(({ low, high, holds }) => {
    const at = predicates.findIndex((bit) => (holds & (1 << bit)) !== 0);
    const [l, h] = results[at === -1 ? predicates.length : at] as readonly [number, number];
    return (low & l) !== 0 || (high & h) !== 0;
  });
}

describe("firstChoice", () => {
  test.each([1, 2, 3])(
    "model: finds a choice of up to %i results where the search of all choices finds one",
    (arms) => {
      let found = 0;
      for (let seed = 0; seed < 300; seed += 1) {
        const random = Random.from("affine/induce/first-choice", arms, seed);
        const elements = drawElements(random, arms, seed % 3 === 0);
        const all = fittingChoices(
          {
            count: elements.length,
            holds: Int32Array.from(elements, ({ holds }) => holds),
            low: Int32Array.from(elements, ({ low }) => low),
            high: Int32Array.from(elements, ({ high }) => high),
          },
          CONDITIONS,
          arms,
        );
        const choice = firstChoice(elements, { arms, conditions: (1 << CONDITIONS) - 1 }, new Meter(Infinity));
        expect(choice !== null).toBe(all.length > 0);
        if (choice === null) continue;
        found += 1;
        expect(fitsAll(elements, choice)).toBe(true);
        expect(choice.results.length).toBeLessThanOrEqual(arms);
      }
      expect(found).toBeGreaterThanOrEqual(200);
    },
  );

  test("behavior: asks only conditions that may be asked, and counts the elements it looks at", () => {
    const elements: Meeting[] = [
      { low: 1, high: 0, holds: 0b11 },
      { low: 2, high: 0, holds: 0b00 },
    ];
    const meter = new Meter(Infinity);
    expect(firstChoice(elements, { arms: 2, conditions: 0b10 }, meter)?.predicates).toEqual([1]);
    expect(meter.steps).toBeGreaterThanOrEqual(2);
    expect(firstChoice(elements, { arms: 2, conditions: 0 }, new Meter(Infinity))).toBeNull();
    expect(firstChoice(elements, { arms: 2, conditions: 0b10 }, new Meter(1))).toBeNull();
    expect(PREDICATES.length).toBeLessThanOrEqual(31);
  });
});
