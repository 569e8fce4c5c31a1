import { V2_CONSTANTS } from "./constants.ts";
import { crownStream, futilityStream } from "./streams.ts";
import { threshold } from "./table.ts";
import type { TestTerms } from "./terms.ts";

/** What has been shown so far; each stays true once it is. */
export interface CrownLatches {
  /** Better than the champion by more than eps, on average or somewhere. */
  superiority: boolean;
  /** Better on average. */
  mean: boolean;
  /** Per environment: loses less than delta_e. */
  readonly noninferiority: boolean[];
  /** Per environment: skill above the floor. */
  readonly floor: boolean[];
}

export interface FutilityLatches {
  mean: boolean;
  readonly environments: boolean[];
}

/** Sums that reach a level, integers of the table's unit. */
export interface CrownThresholds {
  readonly superiorityMean: number;
  readonly superiority: number;
  readonly gate: number;
}

export interface FutilityThresholds {
  readonly futility: number;
  readonly harm: number;
}

export interface Thresholds {
  readonly full: CrownThresholds & FutilityThresholds;
  readonly withoutOne: CrownThresholds & FutilityThresholds;
}

const thresholdCache = new Map<number, Thresholds>();

export function thresholdsFor(environments: number): Thresholds {
  let found = thresholdCache.get(environments);
  if (found === undefined) {
    const { superiorityLevel, gateLevel, futilityLevel } = V2_CONSTANTS;
    const { superiorityLevelWithoutOne, gateLevelWithoutOne, futilityLevelWithoutOne } = V2_CONSTANTS;
    found = {
      full: thresholdsAt(environments, superiorityLevel, gateLevel, futilityLevel),
      withoutOne: thresholdsAt(environments, superiorityLevelWithoutOne, gateLevelWithoutOne, futilityLevelWithoutOne),
    };
    thresholdCache.set(environments, found);
  }
  return found;
}

/** The level of superiority is split: half for the mean, half over the environments; that of harm likewise. */
function thresholdsAt(
  environments: number,
  superiority: number,
  gate: number,
  futility: number,
): CrownThresholds & FutilityThresholds {
  return {
    superiorityMean: threshold(2 * superiority),
    superiority: threshold(2 * environments * superiority),
    gate: threshold(gate),
    futility: threshold(futility),
    harm: threshold(environments * futility),
  };
}

export function newCrownLatches(terms: TestTerms): CrownLatches {
  return {
    superiority: false,
    mean: false,
    noninferiority: terms.deltaBp.map(() => false),
    floor: terms.floorBp.map((floor) => floor === null || floor <= 0),
  };
}

/** Closes every latch whose stream has reached its level; `read` gives the largest sum of a crown stream. */
export function updateCrown(latches: CrownLatches, levels: CrownThresholds, read: (stream: number) => number): void {
  latches.superiority ||= read(crownStream.superiorityMean) >= levels.superiorityMean;
  latches.mean ||= read(crownStream.mean) >= levels.gate;
  for (let env = 0; env < latches.noninferiority.length; env += 1) {
    latches.superiority ||= read(crownStream.superiority(env)) >= levels.superiority;
    latches.noninferiority[env] ||= read(crownStream.noninferiority(env)) >= levels.gate;
    latches.floor[env] ||= read(crownStream.floor(env)) >= levels.gate;
  }
}

export function allShown(latches: CrownLatches): boolean {
  return latches.superiority && latches.mean && latches.noninferiority.every(Boolean) && latches.floor.every(Boolean);
}

export function newFutilityLatches(terms: TestTerms): FutilityLatches {
  return { mean: false, environments: terms.deltaBp.map(() => false) };
}

export type StopReason = "no_gain_in_sight" | "no_gain_anywhere" | "harm";

/** Updates the futility latches; says why the test should stop, if it should. */
export function updateFutility(
  latches: FutilityLatches,
  { futility, harm }: FutilityThresholds,
  read: (stream: number) => number,
): StopReason | null {
  latches.mean ||= read(futilityStream.mean) >= futility;
  let harmed = false;
  for (let env = 0; env < latches.environments.length; env += 1) {
    latches.environments[env] ||= read(futilityStream.environment(env)) >= futility;
    harmed ||= read(futilityStream.harm(env)) >= harm;
  }
  if (harmed) return "harm";
  if (read(futilityStream.anywhere) >= futility) return "no_gain_in_sight";
  return latches.mean && latches.environments.every(Boolean) ? "no_gain_anywhere" : null;
}
