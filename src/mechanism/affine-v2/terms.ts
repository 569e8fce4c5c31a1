import { kinds, need } from "../../core/index.ts";
import { QUESTION_COUNTS, SCORE_SCALE, V2_CONSTANTS } from "./constants.ts";

/** What a test is played for; frozen at its start. Lists are per environment, in the order of the network. */
export interface TestTerms {
  readonly environments: number;
  /** Questions of each environment a round; scores are sums over them, and count by their mean. */
  readonly questions: number;
  /** 1/α of superiority on the whole record: 10^5, 10^6, …; without a coalition a hundredth of it is needed. */
  readonly level: number;
  /** Least gain, basis points. */
  readonly epsBp: number;
  /** Loss that must be excluded, basis points. */
  readonly deltaBp: readonly number[];
  /** Skill that must be exceeded, basis points; `null` where there is no anchor yet. */
  readonly floorBp: readonly (number | null)[];
  /** Block of the admission (or of the restart after a crown), from which the test's time runs. */
  readonly admittedBlock: number;
}

/** {@link TestTerms}, as they are kept. */
export const termsKind = kinds.shape({
  environments: kinds.between(0, 65_535),
  questions: kinds.oneOf(QUESTION_COUNTS),
  level: kinds.whole,
  epsBp: kinds.number,
  deltaBp: kinds.list(kinds.number),
  floorBp: kinds.list(kinds.orNull(kinds.number)),
  admittedBlock: kinds.whole,
});

/** Sums of the champion's own scores, per environment: its reign and its crowning test. */
export interface ChampionScores {
  readonly sumThousandths: readonly number[];
  /** Questions of each environment that the sums are over. */
  readonly answers: number;
}

/** The least gain against a champion that was crowned `ageBlocks` before the test began: 100 bp, falling to 25. */
export function epsBp(ageBlocks: number): number {
  need(kinds.number, ageBlocks, "epsBp", "an age in blocks");
  const halvings = Math.min(
    V2_CONSTANTS.epsHalvings,
    Math.floor(Math.max(0, ageBlocks) / V2_CONSTANTS.epsHalvingBlocks),
  );
  return V2_CONSTANTS.epsFloorBp + Math.floor(V2_CONSTANTS.epsExtraBp / 2 ** halvings);
}

/** The loss in one environment that a crown must exclude, basis points. */
export function deltaBp(sumThousandths: number, answers: number): number {
  need(kinds.number, sumThousandths, "deltaBp", "a sum of scores in thousandths, and how many");
  need(kinds.number, answers, "deltaBp", "a sum of scores in thousandths, and how many");
  if (answers < V2_CONSTANTS.deltaMinAnswers) return V2_CONSTANTS.deltaDefaultBp;
  const skillBp = Math.floor((10_000 * sumThousandths) / (SCORE_SCALE * answers));
  const half = Math.floor(Math.min(skillBp, 10_000 - skillBp) / 2);
  return Math.min(V2_CONSTANTS.deltaMaxBp, Math.max(V2_CONSTANTS.deltaMinBp, half));
}

/** Most rounds of a test with so many environments. */
export function maxRounds(environments: number): number {
  need(kinds.whole, environments, "maxRounds", "a number of environments");
  const { maxRounds: most, baseRounds, roundsPerEnvironment } = V2_CONSTANTS;
  return Math.min(most, baseRounds + roundsPerEnvironment * (environments - 3));
}

const startKind = kinds.shape({
  champion: kinds.shape({ sumThousandths: kinds.list(kinds.number), answers: kinds.number }),
  crownedBlock: kinds.whole,
  block: kinds.whole,
  anchorsBp: kinds.list(kinds.orNull(kinds.number)),
  questions: kinds.maybe(kinds.oneOf(QUESTION_COUNTS)),
  level: kinds.maybe(kinds.whole),
});

/** Everything that is frozen when a test begins. @throws AffineError `invalid_input` for another kind of argument */
export function testTerms(start: {
  champion: ChampionScores;
  crownedBlock: number;
  /** Block at which the test begins. */
  block: number;
  /** Per environment, basis points; `null` before the first completed reign. */
  anchorsBp: readonly (number | null)[];
  /** Questions of each environment a round; 1 when left out. */
  questions?: number;
  /** 1/α of superiority on the whole record; 10^5 when left out. */
  level?: number;
}): TestTerms {
  need(startKind, start, "testTerms", "{ champion, crownedBlock, block, anchorsBp }");
  const { champion, crownedBlock, block, anchorsBp, questions = 1, level = V2_CONSTANTS.superiorityLevel } = start;
  const deltas = champion.sumThousandths.map((sum) => deltaBp(sum, champion.answers));
  return {
    environments: deltas.length,
    questions,
    level,
    epsBp: epsBp(block - crownedBlock),
    deltaBp: deltas,
    floorBp: deltas.map((delta, env) => {
      const anchor = anchorsBp[env] ?? null;
      return anchor === null ? null : anchor - 2 * delta;
    }),
    admittedBlock: block,
  };
}
