import { V2_CONSTANTS } from "./constants.ts";
import type { Electorate } from "./electorate.ts";

/** Why a validator is left out of a test. */
export type ExclusionReason = "doubled" | "over_quota" | "discrepancy";

/** A validator whose rounds are removed: all from the test's first to, not included, this one. They never return. */
export interface Exclusion {
  /** Infinite for a round told twice. */
  readonly untilRound: number;
  /** Periods of exclusionRounds rounds from the test's first to that one; 1 for a round told twice. */
  readonly periods: number;
  /** How often it was found discrepant: the term doubles each time. */
  readonly discrepancies: number;
}

/** Whom a test has left out, and until when; it is replayed from its start whenever there is one more. */
export type Exclusions = ReadonlyMap<string, Exclusion>;

export const NOBODY: Exclusions = new Map();

/** Exclusions as JSON can hold them: `null` for a term without end. */
export type SavedExclusions = readonly (readonly [
  hotkey: string,
  exclusion: Omit<Exclusion, "untilRound"> & { readonly untilRound: number | null },
])[];

export function saveExclusions(exclusions: Exclusions): SavedExclusions {
  return [...exclusions].map(([hotkey, { untilRound, ...rest }]) => [
    hotkey,
    { ...rest, untilRound: untilRound === Infinity ? null : untilRound },
  ]);
}

export function loadExclusions(saved: SavedExclusions): Exclusions {
  return new Map(
    saved.map(([hotkey, { untilRound, ...rest }]) => [hotkey, { ...rest, untilRound: untilRound ?? Infinity }]),
  );
}

const { exclusionRounds: UNIT } = V2_CONSTANTS;

/** The exclusions with one more; terms end at multiples of exclusionRounds from the test's first round. */
export function withExclusion(
  before: Exclusions,
  { hotkey, reason }: { readonly hotkey: string; readonly reason: ExclusionReason },
  at: { readonly firstRound: number; readonly round: number },
): Exclusions {
  const discrepancies = (before.get(hotkey)?.discrepancies ?? 0) + (reason === "discrepancy" ? 1 : 0);
  const terms = reason === "discrepancy" ? 2 ** (discrepancies - 1) : 1;
  const ended = Math.floor((at.round - at.firstRound) / UNIT) + 1 + terms;
  const exclusion =
    reason === "doubled"
      ? { untilRound: Infinity, periods: 1 }
      : { untilRound: at.firstRound + UNIT * ended, periods: ended };
  return new Map([...before, [hotkey, { ...exclusion, discrepancies }]]);
}

/** Whether a validator's round is removed. */
export function isRemoved(exclusions: Exclusions, hotkey: string, round: number): boolean {
  const exclusion = exclusions.get(hotkey);
  return exclusion !== undefined && round < exclusion.untilRound;
}

/** Whether one more may be left out besides those who are at this round: all together must not be too many. */
export function mayLeaveOut(exclusions: Exclusions, hotkey: string, round: number, electorate: Electorate): boolean {
  const now = [...exclusions.keys()].filter((other) => isRemoved(exclusions, other, round));
  return electorate.mayBeLeftOut([...now, hotkey]);
}

/**
 * In how many ways rounds could have been removed so, as the weight that the union bound gives to this way: an outcome
 * may have had a part in who is left out, and when. The levels of superiority rise by it; all ways together add less
 * than a seventh to the error.
 */
export function choicesOf(exclusions: Exclusions, validators: number): bigint {
  let choices = 1n;
  for (const { periods } of exclusions.values()) {
    choices *= 8n * BigInt(validators) * BigInt(periods) * BigInt(periods + 1);
  }
  return choices;
}
