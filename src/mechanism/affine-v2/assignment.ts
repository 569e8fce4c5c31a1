import { Random, kinds, need } from "../../core/index.ts";
import type { ValidatorShare } from "./round.ts";

/** What the shares of a list may sum to: one draw of 32 bits decides. */
const MOST_SHARES = 2 ** 32;
const sharesKind = kinds.list(kinds.shape({ hotkey: kinds.text, share: kinds.between(1, MOST_SHARES) }));

/**
 * The validator to whom a round belongs, drawn by the beacon of its block in proportion to the shares; `null` without
 * validators.
 *
 * @param beacon block hash, `0x` and 64 hexadecimal characters
 * @throws AffineError `invalid_input` for another kind of argument
 */
export function assignedValidator(shares: readonly ValidatorShare[], beacon: string, round: number): string | null {
  const what = "shares, the hash of a block, and the number of a round";
  need(sharesKind, shares, "assignedValidator", what);
  need(kinds.text, beacon, "assignedValidator", what);
  need(kinds.whole, round, "assignedValidator", what);
  if (shares.length === 0) return null;
  const whole = shares.reduce((sum, { share }) => sum + share, 0);
  need(kinds.between(1, MOST_SHARES), whole, "assignedValidator", "shares that sum to 2^32 at most");
  const place = Random.from("affine/assignment/v1", beacon, round).weighted(shares.map(({ share }) => share));
  return (shares[place] as ValidatorShare).hotkey;
}
