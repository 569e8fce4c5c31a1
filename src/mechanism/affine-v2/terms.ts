import { SCORE_SCALE, V2_CONSTANTS } from "./constants.ts";

/** What a test is played for; frozen at its start. Lists are per environment, in the order of the network. */
export interface TestTerms {
  readonly environments: number;
  /** Least gain, basis points. */
  readonly epsBp: number;
  /** Loss that must be excluded, basis points. */
  readonly deltaBp: readonly number[];
  /** Skill that must be exceeded, basis points; `null` where there is no anchor yet. */
  readonly floorBp: readonly (number | null)[];
  /** Block of the admission (or of the restart after a crown), from which the test's time runs. */
  readonly admittedBlock: number;
}

/** Sums of the champion's own scores, per environment: its reign and its crowning test. */
export interface ChampionScores {
  readonly sumThousandths: readonly number[];
  readonly rounds: number;
}

/** The least gain against a champion that was crowned `ageBlocks` before the test began: 100 bp, falling to 25. */
export function epsBp(ageBlocks: number): number {
  const halvings = Math.min(
    V2_CONSTANTS.epsHalvings,
    Math.floor(Math.max(0, ageBlocks) / V2_CONSTANTS.epsHalvingBlocks),
  );
  return V2_CONSTANTS.epsFloorBp + Math.floor(V2_CONSTANTS.epsExtraBp / 2 ** halvings);
}

/** The loss in one environment that a crown must exclude, basis points. */
export function deltaBp(sumThousandths: number, rounds: number): number {
  if (rounds < V2_CONSTANTS.deltaMinRounds) return V2_CONSTANTS.deltaDefaultBp;
  const skillBp = Math.floor((10_000 * sumThousandths) / (SCORE_SCALE * rounds));
  const half = Math.floor(Math.min(skillBp, 10_000 - skillBp) / 2);
  return Math.min(V2_CONSTANTS.deltaMaxBp, Math.max(V2_CONSTANTS.deltaMinBp, half));
}

/** Most rounds of a test with so many environments. */
export function maxRounds(environments: number): number {
  const { maxRounds: most, baseRounds, roundsPerEnvironment } = V2_CONSTANTS;
  return Math.min(most, baseRounds + roundsPerEnvironment * (environments - 3));
}

/** Everything that is frozen when a test begins. */
export function testTerms(start: {
  champion: ChampionScores;
  crownedBlock: number;
  /** Block at which the test begins. */
  block: number;
  /** Per environment, basis points; `null` before the first completed reign. */
  anchorsBp: readonly (number | null)[];
}): TestTerms {
  const { champion, crownedBlock, block, anchorsBp } = start;
  const deltas = champion.sumThousandths.map((sum) => deltaBp(sum, champion.rounds));
  return {
    environments: deltas.length,
    epsBp: epsBp(block - crownedBlock),
    deltaBp: deltas,
    floorBp: deltas.map((delta, env) => {
      const anchor = anchorsBp[env] ?? null;
      return anchor === null ? null : anchor - 2 * delta;
    }),
    admittedBlock: block,
  };
}
