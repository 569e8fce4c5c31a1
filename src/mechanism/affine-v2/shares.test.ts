import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validatorShares, WHOLE_SHARE, type StakedShare } from "../index.ts";

/** From nothing to more than all rao there are, small ones as likely as large ones. */
const stake = fc
  .tuple(fc.integer({ min: 0, max: 70 }), fc.bigInt({ min: 0n, max: 255n }))
  .map(([bits, n]) => n << BigInt(bits));
const stakes = fc.array(stake, { minLength: 1, maxLength: 16 });

const listOf = (list: readonly bigint[]) =>
  list.map((stakeRao, at) => ({ hotkey: `v${String(at).padStart(3, "0")}`, stakeRao }));
const sharesOf = (...list: (number | bigint)[]): number[] =>
  validatorShares(listOf(list.map(BigInt))).map(({ share }) => share);
/** Whether a part is more than 5/4 of what its stake is of all. */
const isTooMuch = (share: number, stakeRao: bigint, all: bigint): boolean =>
  BigInt(share) * 4n * all > 5n * stakeRao * BigInt(WHOLE_SHARE);
const total = (list: readonly bigint[]): bigint => list.reduce((sum, n) => sum + n, 0n);
const most = (shares: readonly StakedShare[]): number => Math.max(...shares.map(({ share }) => share));

describe("validatorShares", () => {
  test("law: integers that sum to the whole, whatever the order; who has more stake has no smaller share", () => {
    fc.assert(
      fc.property(stakes, (list) => {
        const shares = validatorShares(listOf(list));
        expect(shares.reduce((sum, { share }) => sum + share, 0)).toBe(total(list) === 0n ? 0 : WHOLE_SHARE);
        expect(shares.every(({ share }) => Number.isInteger(share) && share > 0)).toBe(true);
        expect(validatorShares(listOf(list).reverse())).toEqual(shares);
        for (const a of shares) {
          // Those at the cap differ by the unit that does not divide.
          for (const b of shares)
            if (BigInt(a.stakeRao) > BigInt(b.stakeRao)) expect(a.share).toBeGreaterThanOrEqual(b.share - 1);
        }
      }),
    );
  });

  test("law: nobody below the cap has more than 5/4 of its share of the stake", () => {
    fc.assert(
      fc.property(stakes, (list) => {
        const shares = validatorShares(listOf(list));
        for (const { share, stakeRao } of shares) {
          if (share < most(shares) - 1) expect(isTooMuch(share, BigInt(stakeRao), total(list))).toBe(false);
        }
      }),
    );
  });

  test("law: into however many keys somebody below the cap splits, together they have no more than 5/4", () => {
    const split = fc.array(fc.bigInt({ min: 1n, max: 1000n }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(stakes, fc.nat(), split, (list, which, weights) => {
        const at = which % list.length;
        const own = list[at]!;
        const before = validatorShares(listOf(list));
        const isCut = before.find(({ hotkey }) => hotkey === listOf(list)[at]!.hotkey)?.share ?? 0;
        fc.pre(own > 0n && isCut < most(before) - 1);
        const keys = weights.map((weight) => (own * weight) / total(weights));
        keys[0] = keys[0]! + own - total(keys);
        const others = list.filter((_, place) => place !== at);
        const after = validatorShares([
          ...listOf(others),
          ...keys.map((stakeRao, place) => ({ hotkey: `w${place}`, stakeRao })),
        ]);
        const together = after
          .filter(({ hotkey }) => hotkey.startsWith("w"))
          .reduce((sum, { share }) => sum + share, 0);
        expect(isTooMuch(together, own, total(list))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("law: the cap is the smallest: at a quarter, or with the others at exactly 5/4", () => {
    fc.assert(
      fc.property(stakes, (list) => {
        const shares = validatorShares(listOf(list));
        fc.pre(shares.length > 1 && most(shares) > WHOLE_SHARE / 4 + 16);
        const all = total(list);
        const below = shares.filter(({ share }) => share < most(shares) - 1);
        for (const { share, stakeRao } of below) expect(isTooMuch(share + 1, BigInt(stakeRao), all)).toBe(true);
        // Where nobody is below it, all are equal.
        if (below.length === 0) expect(most(shares)).toBe(Math.ceil(WHOLE_SHARE / shares.length));
      }),
    );
  });

  test("default: small stakes get about their part, large ones are cut to a quarter where that gives nobody too much", () => {
    expect(sharesOf(7)).toEqual([1_000_000_000]);
    expect(sharesOf(5, 5)).toEqual([500_000_000, 500_000_000]);
    expect(sharesOf(1, 1, 1)).toEqual([333_333_334, 333_333_333, 333_333_333]);
    expect(sharesOf(30, 30, 20, 20)).toEqual([250_000_000, 250_000_000, 250_000_000, 250_000_000]);
    expect(sharesOf(60, 10, 10, 10, 10)).toEqual([500_000_000, 125_000_000, 125_000_000, 125_000_000, 125_000_000]);
    expect(sharesOf(40, 40, 20)).toEqual([375_000_000, 375_000_000, 250_000_000]);
    expect(sharesOf(0, 10, 20, 30, 20, 20)).toEqual([107_142_857, 214_285_714, 250_000_001, 214_285_714, 214_285_714]);
  });

  test("behavior: a million beside thousands decides, and thousands beside two halves decide nothing", () => {
    const [large = 0, ...small] = sharesOf(1_000_000, 1000, 1000, 1000);
    expect(large).toBeGreaterThan(996_000_000);
    expect(small.reduce((sum, share) => sum + share, 0)).toBeLessThan(4_000_000);
    const [one = 0, two = 0] = sharesOf(500_000, 500_000, 1000, 1000, 1000, 1000, 1000, 1000);
    expect(one + two).toBeGreaterThan(992_000_000);
    expect(Math.abs(one - two)).toBeLessThanOrEqual(1);
    expect(sharesOf(1_000_000, 1, 1)[0]).toBeGreaterThan(999_997_000);
  });
});
