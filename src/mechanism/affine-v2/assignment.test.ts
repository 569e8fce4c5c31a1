import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assignedValidator, validatorShares } from "../index.ts";

const stakes = fc.uniqueArray(
  fc.record({ hotkey: fc.string({ minLength: 1, maxLength: 4 }), stakeRao: fc.bigInt({ min: 0n, max: 1n << 70n }) }),
  {
    selector: ({ hotkey }) => hotkey,
    maxLength: 12,
  },
);

describe("validatorShares", () => {
  test("law: whole basis points that sum to 10,000, at most a quarter each from four on, whatever the order", () => {
    fc.assert(
      fc.property(stakes, (list) => {
        const shares = validatorShares(list);
        const staked = list.filter(({ stakeRao }) => stakeRao > 0n).length;
        expect(shares.reduce((sum, { shareBp }) => sum + shareBp, 0)).toBe(staked === 0 ? 0 : 10_000);
        expect(shares.every(({ shareBp }) => Number.isInteger(shareBp) && shareBp > 0)).toBe(true);
        if (staked >= 4) expect(Math.max(...shares.map(({ shareBp }) => shareBp))).toBeLessThanOrEqual(2500);
        expect(validatorShares([...list].reverse())).toEqual(shares);
      }),
      { endOnFailure: true },
    );
  });

  test("default: equal below four validators, in proportion and capped from four on", () => {
    const of = (...list: number[]) =>
      validatorShares(list.map((stake, i) => ({ hotkey: `v${i}`, stakeRao: String(stake) }))).map(
        ({ shareBp }) => shareBp,
      );
    expect(of(1, 900)).toEqual([5000, 5000]);
    expect(of(5, 5, 90)).toEqual([3334, 3333, 3333]);
    expect(of(900, 1, 1, 1, 1)).toEqual([2500, 1875, 1875, 1875, 1875]);
    expect(of(0, 10, 20, 30, 20, 20)).toEqual([1071, 2143, 2500, 2143, 2143]);
  });
});

describe("assignedValidator", () => {
  test("behavior: drawn by beacon and round, in proportion; nobody where there are none", () => {
    const shares = validatorShares([1, 1, 1, 1, 4].map((stake, i) => ({ hotkey: `v${i}`, stakeRao: `${stake}` })));
    const beacon = `0x${"ab".repeat(32)}`;
    const counts = new Map<string, number>();
    for (let round = 0; round < 4000; round += 1) {
      const hotkey = assignedValidator(shares, beacon, round)!;
      counts.set(hotkey, (counts.get(hotkey) ?? 0) + 1);
    }
    for (const { hotkey, shareBp } of shares)
      expect(Math.abs(counts.get(hotkey)! / 4000 - shareBp / 10_000)).toBeLessThan(0.03);
    expect(assignedValidator(shares, beacon, 7)).toBe(assignedValidator(shares, beacon, 7));
    expect(assignedValidator([], beacon, 7)).toBeNull();
  });
});
