import { describe, expect, test } from "vitest";
import { assignedValidator, validatorShares, WHOLE_SHARE } from "../index.ts";

describe("assignedValidator", () => {
  test("behavior: drawn by beacon and round, in proportion; nobody where there are none", () => {
    const shares = validatorShares([1, 1, 1, 1, 4].map((stake, i) => ({ hotkey: `v${i}`, stakeRao: `${stake}` })));
    const beacon = `0x${"ab".repeat(32)}`;
    const counts = new Map<string, number>();
    for (let round = 0; round < 4000; round += 1) {
      const hotkey = assignedValidator(shares, beacon, round)!;
      counts.set(hotkey, (counts.get(hotkey) ?? 0) + 1);
    }
    for (const { hotkey, share } of shares)
      expect(Math.abs(counts.get(hotkey)! / 4000 - share / WHOLE_SHARE)).toBeLessThan(0.03);
    expect(assignedValidator(shares, beacon, 7)).toBe(assignedValidator(shares, beacon, 7));
    expect(assignedValidator([], beacon, 7)).toBeNull();
  });
});
