import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../../../test/mechanism/kit/tier.ts";
import { Coalition } from "./coalition.ts";
import { Electorate } from "./electorate.ts";

/** Every set that is a third or less, or one validator with half or less, each with everybody who has no share. */
function mostByTrial(values: readonly number[], shares: readonly number[]): number {
  const total = shares.reduce((sum, share) => sum + share, 0);
  let most = 0;
  for (let bits = 0; bits < 2 ** shares.length; bits += 1) {
    const set = shares.map((_, place) => place).filter((place) => (bits >> place) % 2 === 1);
    const held = set.reduce((sum, place) => sum + shares[place]!, 0);
    const sharing = set.filter((place) => shares[place]! > 0);
    if (3 * held > total && !(sharing.length === 1 && 2 * held <= total)) continue;
    most = Math.max(
      most,
      set.reduce((sum, place) => sum + values[place]!, 0),
    );
  }
  return most;
}

const value = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
const listOf = (share: fc.Arbitrary<number>, most: number) =>
  fc.array(fc.record({ share, value, isLate: fc.nat(5).map((n) => n === 0) }), { minLength: 1, maxLength: most });

function both(list: readonly { share: number; value: number; isLate: boolean }[]): { found: number; true: number } {
  const hotkeys = list.map((_, place) => `v${place}`);
  const present = list.map(({ share }, place) => ({ hotkey: hotkeys[place]!, share }));
  const start = present.filter((_, place) => place === 0 || !list[place]!.isLate);
  const shares = list.map(({ share, isLate }, place) => (place > 0 && isLate ? 0 : share));
  const found = new Coalition(hotkeys, new Electorate(start)).most((place) => list[place]!.value);
  return {
    found,
    true: mostByTrial(
      list.map((one) => one.value),
      shares,
    ),
  };
}

describe("Coalition", () => {
  test("law: with equal shares, and with few unequal ones, exactly what the worst coalition added", () => {
    const equal = fc.constantFrom(1, 2500, 1_000_000).chain((share) => listOf(fc.constant(share), 12));
    fc.assert(
      fc.property(fc.oneof(equal, listOf(fc.integer({ min: 1, max: 100 }), 10)), (list) => {
        const { found, true: most } = both(list);
        expect(found).toBe(most);
      }),
      runs(150),
    );
  });

  test("law: with many unequal shares never less than that, and no more than the largest part above it", () => {
    const many = fc.array(fc.record({ share: fc.integer({ min: 1, max: 1000 }), value }), {
      minLength: 13,
      maxLength: 15,
    });
    fc.assert(
      fc.property(many, (list) => {
        const { found, true: most } = both(list.map((one) => ({ ...one, isLate: false })));
        expect(found).toBeGreaterThanOrEqual(most);
        expect(found).toBeLessThanOrEqual(most + Math.max(0, ...list.map((one) => one.value)) + 1);
      }),
      runs(15),
    );
  });

  test("default: a third of 3, 4, 6, 7, 16 equal validators are 1, 1, 2, 2, 5; of two each alone; of one nobody", () => {
    const taken = [1, 2, 3, 4, 6, 7, 8, 16].map((count) => {
      const hotkeys = Array.from({ length: count }, (_, place) => `v${place}`);
      return new Coalition(hotkeys, new Electorate(hotkeys.map((hotkey) => ({ hotkey, share: 7 })))).most(() => 1);
    });
    expect(taken).toEqual([0, 1, 1, 1, 2, 2, 2, 5]);
    // Shares as they are rounded: the remainder of a whole that three does not divide.
    const rounded = [333_333_334, 333_333_333, 333_333_333].map((share, place) => ({ hotkey: `v${place}`, share }));
    const electorate = new Electorate(rounded);
    expect([electorate.majority, electorate.third >= 333_333_334]).toEqual([null, true]);
    expect(
      new Electorate([
        { hotkey: "a", share: 2 },
        { hotkey: "b", share: 1 },
      ]).majority,
    ).toBe("a");
  });
});
