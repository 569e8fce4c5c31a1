import { canonicalJson, sha256Hex, kinds, need } from "../../core/index.ts";

/**
 * Every constant of affine-v2, integers only; docs/mechanism.md gives the reasons. Their hash stands in every record:
 * two validators with different constants are on different networks. "Bp" are basis points, 10^-4.
 */
export const V2_CONSTANTS = {
  mechanism: "affine-v2",
  /** Scores are integers 0..scoreScale. */
  scoreScale: 1000,
  /** Shares of wealth that the bets stake, in percent: a grid, since the best share depends on the unknown gain. */
  stakesPercent: [3, 6, 12, 25, 50, 90],
  /** Logarithms are integers in units of 1/logScale: 2^32. */
  logScale: 4_294_967_296,
  /** Blocks between two rounds; local networks may choose 1. */
  roundBlocks: 3,
  /** Questions of each environment a round, counted by their mean; a network may choose 1, 2, 4 or 5. */
  questionsPerRound: 2,
  /** Tests served a round. */
  lanes: 8,
  /** Least gain: epsFloorBp + (epsExtraBp >> min(epsHalvings, floor(age / epsHalvingBlocks))). */
  epsFloorBp: 25,
  epsExtraBp: 75,
  epsHalvingBlocks: 7200,
  epsHalvings: 7,
  /** Loss in one environment that a crown must exclude: half the distance to 0 or 1, clamped. */
  deltaMinBp: 100,
  deltaMaxBp: 400,
  /** With fewer than deltaMinAnswers answers of the champion in each environment. */
  deltaDefaultBp: 200,
  deltaMinAnswers: 200,
  /** Rounds between two looks. */
  checkRounds: 20,
  /** Rounds a newcomer plays before it is ranked, and between two rankings. */
  screenRounds: 60,
  /** At most min(maxRounds, baseRounds + roundsPerEnvironment · (E − 3)) rounds a test. */
  maxRounds: 20_000,
  baseRounds: 12_000,
  roundsPerEnvironment: 2000,
  /** Blocks from admission after which an undecided test ends. */
  ttlBlocks: 100_800,
  /**
   * Of the tests that begin in budgetBlocks blocks, restarts included, the first budgetTests are held to superiorityLevel,
   * the next budgetGrowth times as many to budgetLevelFactor times that, and so on: below 1% in sum.
   */
  budgetTests: 500,
  budgetGrowth: 5,
  budgetLevelFactor: 10,
  budgetBlocks: 216_000,
  /** Blocks after its own in which a round's record must be witnessed. */
  deadlineBlocks: 100,
  /** Missing, late, invalid or doubled rounds a validator may have: 1 in quotaOneIn, and quotaGrace more. */
  quotaOneIn: 100,
  quotaGrace: 3,
  /** Of a run of such rounds of one validator only so many count. */
  missingRun: 3,
  /** With so many validators or more, of each one's rounds 1 in allowanceOneIn may be missing and is void. */
  allowanceValidators: 3,
  allowanceOneIn: 50,
  /** Levels: 1/α of each claim. */
  superiorityLevel: 100_000,
  gateLevel: 100,
  futilityLevel: 10,
  /** Evidence must also hold without any coalition that holds one part in coalitionOneIn of the share. */
  coalitionOneIn: 3,
  /** Levels without it: of superiority one part of the test's own level, of the gates, of a stop. */
  coalitionSuperiorityPart: 100,
  coalitionGateLevel: 10,
  /** A stop must hold so from coalitionStopValidators on: a blocker would end tests unfound. */
  coalitionFutilityLevel: 2,
  coalitionStopValidators: 3,
  /** Futility asks whether the gain is below these, in basis points. */
  futilityAnywhereBp: 300,
  futilityMeanBp: 150,
  /** Bets that assignment and outcome are independent: stakes in percent, level per validator. */
  discrepancyStakesPercent: [5, 10, 20, 40],
  discrepancyLevel: 10_000,
  /** A validator is left out until the end of the period of so many rounds after the present one, or of more. */
  exclusionRounds: 1200,
  /** Rounds on which a candidate and earlier challengers are served together. */
  commonRounds: 2000,
  /** Blocks between the evidence of a crown and its effect when there is one validator. */
  loneValidatorBlocks: 360,
  /** After so many consecutive rounds with a null in one environment the tests rest. */
  restNulls: 3,
  /** They go on at a multiple of so many rounds, after the champion has answered a whole round. */
  restRounds: 20,
  /** Unpaid: nulls that counted in tests, or all, are more than these parts of all questions of so many rounds. */
  unpaidRounds: 2400,
  unpaidCountedPercent: 2,
  unpaidAllPercent: 10,
  /** Vacant: fewer than this part of the questions answered in so many rounds, in half of which it was asked… */
  vacantRounds: 16_800,
  vacantAnsweredPercent: 10,
  /** …or unpaid for so many blocks running. */
  vacantUnpaidBlocks: 216_000,
  /** Rounds that an open test must have for its challenger to follow on a vacant throne. */
  successionRounds: 1000,
  /** Miss probability of anchors and of the first champion's bound: 1 in anchorLevel. */
  anchorLevel: 100,
  /** Miss probability of shown intervals, two-sided: 1 in intervalLevel. */
  intervalLevel: 20,
  /** With the option `bounty`: the champion's part, and the blocks whose crowns share the rest. */
  bountyChampionPercent: 20,
  bountyBlocks: 216_000,
} as const;

/** Number of stakes, J of the formulas. */
export const STAKES = V2_CONSTANTS.stakesPercent.length;
/** Q of the formulas. */
export const SCORE_SCALE = V2_CONSTANTS.scoreScale;
/** SC of the formulas. */
export const LOG_SCALE = V2_CONSTANTS.logScale;

/**
 * What a network may choose for itself: how fast its clock runs. Local networks shorten these; no statistical constant
 * is among them.
 */
export interface V2NetworkChoices {
  /** Blocks between two rounds, from 1; 3 when left out. */
  readonly roundBlocks?: number;
  /** Blocks after its own in which a round's record must be witnessed; 100 when left out. */
  readonly deadlineBlocks?: number;
  /** Blocks between the evidence of a crown and its effect when there is one validator; 360 when left out. */
  readonly loneValidatorBlocks?: number;
  /** Questions of each environment a round, one of {@link QUESTION_COUNTS}; 2 when left out. */
  readonly questionsPerRound?: number;
}

/** {@link V2NetworkChoices}, for those that are given. */
export const v2ChoicesKind = kinds.shape({
  roundBlocks: kinds.maybe(kinds.whole),
  deadlineBlocks: kinds.maybe(kinds.whole),
  loneValidatorBlocks: kinds.maybe(kinds.whole),
  questionsPerRound: kinds.maybe(kinds.whole),
});

/** Numbers of questions a round that the tables' steps can express: 20 is a multiple of each. */
export const QUESTION_COUNTS = [1, 2, 4, 5] as const;

/** First 16 hexadecimal characters of the SHA-256 over the canonical form of the constants, choices filled in. */
export function v2RulesHash(choices: V2NetworkChoices = {}): string {
  need(v2ChoicesKind, choices, "v2RulesHash", "the choices of a network, whole numbers");
  const {
    roundBlocks = V2_CONSTANTS.roundBlocks,
    deadlineBlocks = V2_CONSTANTS.deadlineBlocks,
    loneValidatorBlocks = V2_CONSTANTS.loneValidatorBlocks,
    questionsPerRound = V2_CONSTANTS.questionsPerRound,
  } = choices;
  const constants = { ...V2_CONSTANTS, roundBlocks, deadlineBlocks, loneValidatorBlocks, questionsPerRound };
  return sha256Hex(canonicalJson(constants)).slice(0, 16);
}
