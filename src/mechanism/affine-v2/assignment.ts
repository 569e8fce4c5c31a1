import { Random } from "../../core/index.ts";
import type { ValidatorShare } from "./round.ts";

const WHOLE_BP = 10_000;
const CAP_BP = 2500;

/** A validator and its stake in rao; decimal text since it may pass 2^53. */
export interface ValidatorStake {
  readonly hotkey: string;
  readonly stakeRao: string | bigint;
}

/**
 * Shares of the rounds: in proportion to stake, at most a quarter each when there are four validators or more with
 * stake, else equal. Basis points that sum to exactly 10,000, ordered by hotkey; those without stake get none.
 */
export function validatorShares(stakes: readonly ValidatorStake[]): readonly ValidatorShare[] {
  const staked = stakes
    .map(({ hotkey, stakeRao }) => ({ hotkey, stake: BigInt(stakeRao) }))
    .filter(({ stake }) => stake > 0n)
    .sort((a, b) => (a.hotkey < b.hotkey ? -1 : 1));
  if (staked.length === 0) return [];
  if (staked.length < 4)
    return apportion(
      staked.map(({ hotkey }) => ({ hotkey, stake: 1n })),
      WHOLE_BP,
    );
  const capped = new Set<string>();
  for (;;) {
    const free = staked.filter(({ hotkey }) => !capped.has(hotkey));
    const shares = apportion(free, WHOLE_BP - CAP_BP * capped.size);
    const over = shares.filter(({ shareBp }) => shareBp > CAP_BP);
    if (over.length === 0) {
      const all = [...shares, ...[...capped].map((hotkey) => ({ hotkey, shareBp: CAP_BP }))];
      return all.filter(({ shareBp }) => shareBp > 0).sort((a, b) => (a.hotkey < b.hotkey ? -1 : 1));
    }
    for (const { hotkey } of over) capped.add(hotkey);
  }
}

/** Divides a whole in proportion, remainders to the largest fractions, then to the smaller hotkey. */
function apportion(parts: readonly { hotkey: string; stake: bigint }[], wholeBp: number): ValidatorShare[] {
  const total = parts.reduce((sum, { stake }) => sum + stake, 0n);
  const shares = parts.map(({ hotkey, stake }) => {
    const scaled = stake * BigInt(wholeBp);
    return { hotkey, shareBp: Number(scaled / total), rest: scaled % total };
  });
  let left = wholeBp - shares.reduce((sum, { shareBp }) => sum + shareBp, 0);
  for (const share of [...shares].sort((a, b) => (a.rest === b.rest ? 0 : a.rest > b.rest ? -1 : 1))) {
    if (left === 0) break;
    share.shareBp += 1;
    left -= 1;
  }
  return shares.map(({ hotkey, shareBp }) => ({ hotkey, shareBp }));
}

/**
 * The validator to whom a round belongs, drawn by the beacon of its block; `null` without validators.
 *
 * @param beacon block hash, `0x` and 64 hexadecimal characters
 */
export function assignedValidator(shares: readonly ValidatorShare[], beacon: string, round: number): string | null {
  if (shares.length === 0) return null;
  const place = Random.from("affine/assignment/v1", beacon, round).weighted(shares.map(({ shareBp }) => shareBp));
  return (shares[place] as ValidatorShare).hotkey;
}
