import { V2_CONSTANTS } from "./constants.ts";
import { crownStream, futilityStream } from "./streams.ts";
import { threshold } from "./table.ts";
import type { TestTerms } from "./terms.ts";

/** Dropped as a whole when there are more, which changes speed only. */
const CACHE_LIMIT = 1000;

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
  readonly withoutCoalition: CrownThresholds & FutilityThresholds;
}

const thresholdCache = new Map<string, Thresholds>();

/**
 * What sums must reach in a test. Without a coalition superiority needs a hundredth of the test's own level.
 *
 * @param choices ways in which rounds could have been removed: superiority must be shown so many times more surely
 */
export function thresholdsFor(
  { environments, level }: Pick<TestTerms, "environments" | "level">,
  choices = 1n,
): Thresholds {
  const key = `${environments} ${level} ${choices}`;
  let found = thresholdCache.get(key);
  if (found === undefined) {
    const { gateLevel, futilityLevel, coalitionSuperiorityPart } = V2_CONSTANTS;
    const { coalitionGateLevel, coalitionFutilityLevel } = V2_CONSTANTS;
    const superiority = BigInt(level) * choices;
    // Rounded up: never less than was asked for.
    const part = BigInt(coalitionSuperiorityPart);
    const withoutCoalition = (superiority + part - 1n) / part;
    found = {
      full: thresholdsAt(environments, superiority, gateLevel, futilityLevel),
      withoutCoalition: thresholdsAt(environments, withoutCoalition, coalitionGateLevel, coalitionFutilityLevel),
    };
    if (thresholdCache.size > CACHE_LIMIT) thresholdCache.clear();
    thresholdCache.set(key, found);
  }
  return found;
}

/** The level of superiority is split: half for the mean, half over the environments; that of harm likewise. */
function thresholdsAt(
  environments: number,
  superiority: bigint,
  gate: number,
  futility: number,
): CrownThresholds & FutilityThresholds {
  return {
    superiorityMean: threshold(2n * superiority),
    superiority: threshold(2n * BigInt(environments) * superiority),
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
