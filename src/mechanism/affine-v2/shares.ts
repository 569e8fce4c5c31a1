import { kinds, need } from "../../core/index.ts";
import type { ValidatorShare } from "./round.ts";

/** What the shares of one list sum to. */
export const WHOLE_SHARE = 1_000_000_000;

/** A validator and its stake in rao; decimal text since it may pass 2^53. */
export interface ValidatorStake {
  readonly hotkey: string;
  readonly stakeRao: string | bigint;
}

/** A validator's share beside the stake behind it. */
export interface StakedShare extends ValidatorShare {
  /** Rao, decimal. */
  readonly stakeRao: string;
}

const stakesKind = kinds.list(kinds.shape({ hotkey: kinds.text, stakeRao: kinds.digits }));

interface Staked {
  readonly hotkey: string;
  readonly stake: bigint;
}

/**
 * Shares of the rounds and of the voting share: in proportion to stake, the largest cut to the smallest cap of a quarter or
 * more at which nobody else has more than 5/4 of its share of the stake. Below the cap splitting a stake over many keys
 * gains nothing, therefore. Integers that sum to exactly {@link WHOLE_SHARE}, ordered by hotkey; those whose part is
 * less than one get none.
 */
export function validatorShares(stakes: readonly ValidatorStake[]): readonly StakedShare[] {
  need(stakesKind, stakes, "validatorShares", "a list of { hotkey, stakeRao }");
  const staked = stakes
    .map(({ hotkey, stakeRao }) => ({ hotkey, stake: BigInt(stakeRao) }))
    .filter(({ stake }) => stake > 0n)
    .sort((a, b) => (a.stake === b.stake ? compareText(a.hotkey, b.hotkey) : a.stake > b.stake ? -1 : 1));
  if (staked.length === 0) return [];
  const { capped, numerator, denominator } = scaleOf(staked);
  const whole = BigInt(WHOLE_SHARE);
  // Rounded down; what is left over goes to those at the cap, to the largest where there is none.
  const free = staked.slice(capped).map(({ stake }) => Number((whole * stake * numerator) / denominator));
  const left = WHOLE_SHARE - free.reduce((sum, share) => sum + share, 0);
  const atCap = Array.from(
    { length: capped },
    (_, place) => Math.floor(left / capped) + (place < left % capped ? 1 : 0),
  );
  const shares = capped > 0 ? [...atCap, ...free] : [(free[0] ?? 0) + left, ...free.slice(1)];
  return staked
    .map(({ hotkey, stake }, place) => ({ hotkey, share: shares[place] ?? 0, stakeRao: String(stake) }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => compareText(a.hotkey, b.hotkey));
}

/**
 * How many of the largest are cut, and by what their stake the others are multiplied for their part of the whole.
 *
 * @param staked largest first
 */
function scaleOf(staked: readonly Staked[]): { capped: number; numerator: bigint; denominator: bigint } {
  const total = staked.reduce((sum, { stake }) => sum + stake, 0n);
  if (4n * (staked[0]?.stake ?? 0n) <= total) return { capped: 0, numerator: 1n, denominator: total };
  // Everybody else at exactly 5/4 leaves the cap (4·total − 5·rest) / (4·count·total) to each of those cut.
  const loose = firstCut(staked, total, ({ count, rest, next }) => 5n * next * count <= 4n * total - 5n * rest);
  if (4n * total - 5n * loose.rest >= loose.count * total) {
    return { capped: Number(loose.count), numerator: 5n, denominator: 4n * total };
  }
  // That is less than a quarter: then a quarter is the cap, and the others share what it leaves.
  const quarter = firstCut(staked, total, ({ count, rest, next }) => next * (4n - count) <= rest);
  return { capped: Number(quarter.count), numerator: 4n - quarter.count, denominator: 4n * quarter.rest };
}

interface Cut {
  readonly count: bigint;
  /** Stake of those that are not cut, and of the largest of them. */
  readonly rest: bigint;
  readonly next: bigint;
}

/** Cuts one after the other, the largest first, until the next one needs it no more. */
function firstCut(staked: readonly Staked[], total: bigint, suffices: (cut: Cut) => boolean): Cut {
  let rest = total;
  for (const [place, { stake }] of staked.entries()) {
    rest -= stake;
    const cut = { count: BigInt(place + 1), rest, next: staked[place + 1]?.stake ?? 0n };
    if (suffices(cut)) return cut;
  }
  return { count: BigInt(staked.length), rest: 0n, next: 0n };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
