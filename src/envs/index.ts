/** Environments: pure, infinite sources of questions with exact checking. See docs/environments.md. */
import { abdEnvironment, type AbdOptions } from "./abd/index.ts";
import type { AbdAnswer, DedAnswer, InduceAnswer, SatAnswer } from "./answer-types.ts";
import { dedEnvironment, type DedOptions } from "./ded/index.ts";
import { induceEnvironment, type InduceOptions } from "./induce/index.ts";
import { environmentDoor } from "./door/environment-door.ts";
import type { SatOptions } from "./sat/sat-params.ts";
import { satEnvironment } from "./sat/sat.ts";

/** Boolean satisfiability: find values that satisfy every clause. Answers: `<answer>1 -2 3 …</answer>`. */
export const SAT = environmentDoor<SatOptions, SatAnswer>(satEnvironment);

/** Program abduction: find an input for which a program prints what it printed. Answers: `<input>…</input>`. */
export const ABD = environmentDoor<AbdOptions, AbdAnswer>(abdEnvironment);
/** The long name of {@link ABD}. */
export const ABDUCTION = ABD;

export {
  abdEnvironment,
  loadProgramCorpus,
  parseProgramCorpus,
  registerProgramCorpus,
  verifyProgramCorpus,
  type AbdOptions,
  type BrokenEntry,
  type CorpusEntry,
  type ProgramCorpus,
} from "./abd/index.ts";

/** Program synthesis: write a Python program for an exact statement. Answers: a fenced block tagged `python`. */
export const DED = environmentDoor<DedOptions, DedAnswer>(dedEnvironment);
/** The same under its long name. */
export const DEDUCTION = DED;

/** Program induction: write a Python function from examples of its calls. Answers: a fenced block tagged `python`. */
export const INDUCE = environmentDoor<InduceOptions, InduceAnswer>(induceEnvironment);
/** The same under its long name. */
export const INDUCTION = INDUCE;

export type { AbdAnswer, DedAnswer, InduceAnswer, SatAnswer } from "./answer-types.ts";
export { drawStream, firstAccepted, type DrawKey } from "./attempts.ts";
export {
  cardDrift,
  cardPasses,
  cardSchema,
  goldenHashes,
  makeCard,
  measureCardSlice,
  modelRowSchema,
  type Bar,
  type BaselineResult,
  type Card,
  type CardClock,
  type CardOptions,
  type CardProgress,
  type CardSlice,
  type ModelLevel,
  type ModelRow,
  type SliceResult,
} from "./card/index.ts";
export { RecentChallenges } from "./recent-challenges.ts";
export { challengeFromId, makeChallenge } from "./challenge-from-id.ts";
export {
  dedEnvironment,
  loadTaskCorpus,
  parseTaskCorpus,
  registerTaskCorpus,
  type CorpusEntry as TaskCorpusEntry,
  type DedOptions,
  type TaskCorpus,
} from "./ded/index.ts";
export type { InvalidSample } from "./corpus/index.ts";
export { groupSignalPerMillion } from "./curriculum/group-signal.ts";
export { defineEnvironment, type EnvironmentSpec, type Verdict } from "./define-environment.ts";
export { environmentDoor, type EnvironmentDoor } from "./door/environment-door.ts";
export { EnvironmentSampler, type SeedOption } from "./door/environment-sampler.ts";
export type { CheckContext, Environment, EnvironmentInfo, Generated } from "./environment.ts";
export {
  extractCode,
  extractTagged,
  plainAnswer,
  readIntegers,
  MAX_ANSWER_LENGTH,
  MAX_COMPLETION_LENGTH,
  MAX_TAIL_LENGTH,
  type Extraction,
  type ExtractionFailure,
} from "./extract/index.ts";
export { GeneratedChallenge, type Response } from "./generated-challenge.ts";
export { induceEnvironment, type InduceOptions } from "./induce/index.ts";
export { environmentsAmong } from "./environments-among.ts";
export { environment, environments, registerEnvironment } from "./registry.ts";
export { satEnvironment } from "./sat/sat.ts";
export type { SatOptions } from "./sat/sat-params.ts";
export { environmentSkeleton, skeletonNames, type SkeletonFile, type SkeletonNames } from "./skeleton/index.ts";
export type { AnswerLine, Baseline, Question, Study } from "./study.ts";
