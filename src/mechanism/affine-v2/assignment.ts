import { Random } from "../../core/index.ts";
import type { ValidatorShare } from "./round.ts";

/**
 * The validator to whom a round belongs, drawn by the beacon of its block in proportion to the shares; `null` without
 * validators.
 *
 * @param beacon block hash, `0x` and 64 hexadecimal characters
 */
export function assignedValidator(shares: readonly ValidatorShare[], beacon: string, round: number): string | null {
  if (shares.length === 0) return null;
  const place = Random.from("affine/assignment/v1", beacon, round).weighted(shares.map(({ share }) => share));
  return (shares[place] as ValidatorShare).hotkey;
}
