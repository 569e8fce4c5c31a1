/** Environments: pure, infinite sources of questions with exact checking. See docs/environments.md. */
import { abdEnvironment, type AbdOptions } from "./abd/index.ts";
import type {
  AbdAnswer,
  DedAnswer,
  HuntTurn,
  InduceAnswer,
  OptAnswer,
  PlanAnswer,
  ProveAnswer,
  RepairTurn,
  SatAnswer,
  TrackAnswer,
} from "./answer-types.ts";
import { dedEnvironment, type DedOptions } from "./ded/index.ts";
import { induceEnvironment, type InduceOptions } from "./induce/index.ts";
import { environmentDoor } from "./door/environment-door.ts";
import type { HuntOptions } from "./hunt/hunt-options.ts";
import { huntEnvironment } from "./hunt/hunt.ts";
import type { OptOptions } from "./opt/opt-options.ts";
import { optEnvironment } from "./opt/opt.ts";
import type { PlanOptions } from "./plan/plan-options.ts";
import { planEnvironment } from "./plan/plan.ts";
import type { ProveOptions } from "./prove/prove-options.ts";
import { proveEnvironment } from "./prove/prove.ts";
import type { RepairOptions } from "./repair/repair-options.ts";
import { repairEnvironment } from "./repair/repair.ts";
import type { SatOptions } from "./sat/sat-params.ts";
import { satEnvironment } from "./sat/sat.ts";
import type { TrackOptions } from "./track/track-options.ts";
import { trackEnvironment } from "./track/track.ts";

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

/** A hunt for hidden codes in many turns. Turns: `<action>ask 012 345</action>`, then one `<action>claim …</action>`. */
export const HUNT = environmentDoor<HuntOptions, HuntTurn>(huntEnvironment);

export { huntEnvironment } from "./hunt/hunt.ts";
export type { HuntOptions } from "./hunt/hunt-options.ts";
export { EpisodeSession, type StepResult } from "./door/episode-session.ts";
/** Program induction: write a Python function from examples of its calls. Answers: a fenced block tagged `python`. */
export const INDUCE = environmentDoor<InduceOptions, InduceAnswer>(induceEnvironment);
/** The same under its long name. */
export const INDUCTION = INDUCE;

/** State tracking: what names hold at the end of a long log. Answers: `<answer>rovak = 4071 …</answer>`. */
export const TRACK = environmentDoor<TrackOptions, TrackAnswer>(trackEnvironment);

/** Planning in random typed STRIPS domains. Answers: `<answer>(name object object) …</answer>`. */
export const PLAN = environmentDoor<PlanOptions, PlanAnswer>(planEnvironment);
/** Proofs in random Horn theories. Answers: `<answer>tumil(rovak, sipon) …</answer>`. */
export const PROVE = environmentDoor<ProveOptions, ProveAnswer>(proveEnvironment);
/** Constraint optimisation with partial credit. Answers: `<answer>rovak lumis …</answer>`. */
export const OPT = environmentDoor<OptOptions, OptAnswer>(optEnvironment);

/** A Python package to be mended in many turns. Turns: `<action>read depot/store.py</action>`, …, `<action>submit</action>`. */
export const REPAIR = environmentDoor<RepairOptions, RepairTurn>(repairEnvironment);

export { optEnvironment } from "./opt/opt.ts";
export type { OptOptions } from "./opt/opt-options.ts";
export { planEnvironment } from "./plan/plan.ts";
export type { PlanOptions } from "./plan/plan-options.ts";
export { proveEnvironment } from "./prove/prove.ts";
export type { ProveOptions } from "./prove/prove-options.ts";
export { repairEnvironment } from "./repair/repair.ts";
export type { RepairOptions } from "./repair/repair-options.ts";
export { trackEnvironment } from "./track/track.ts";
export type { TrackOptions } from "./track/track-options.ts";
export type {
  AbdAnswer,
  DedAnswer,
  HuntTurn,
  InduceAnswer,
  OptAnswer,
  PlanAnswer,
  ProveAnswer,
  RepairTurn,
  SatAnswer,
  TrackAnswer,
} from "./answer-types.ts";
export { drawStream, firstAccepted, type DrawKey } from "./attempts.ts";
export {
  cardDrift,
  cardPasses,
  cardSchema,
  goldenHashes,
  makeCard,
  measureCardSlice,
  refuseUnsteadyQuestion,
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
export { defineEnvironment, type EnvironmentSpec } from "./define-environment.ts";
export {
  defineEpisode,
  MAX_HISTORY_LENGTH,
  MAX_OBSERVATION_LENGTH,
  MAX_TURNS,
  spokenText,
  type ChallengeEpisode,
  type Episode,
  type EpisodeEnvironment,
  type EpisodeSpec,
  type EpisodeStart,
  type EpisodeStudy,
  type Policy,
  type PythonRun,
  type Replay,
  type Reply,
  type RunsPython,
  type Tool,
} from "./episode/index.ts";
export { environmentDoor, type EnvironmentDoor } from "./door/environment-door.ts";
export { EnvironmentSampler, type SeedOption } from "./door/environment-sampler.ts";
export type { FailedTest } from "./check-context.ts";
export type { CheckContext, Environment, EnvironmentInfo, Generated } from "./environment.ts";
export {
  extractCode,
  extractTagged,
  noteOfLength,
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
export { observeCalls, type CallObserver } from "./observe-calls.ts";
export { environment, environments, registerEnvironment } from "./registry.ts";
export { dimacsOf, idInDimacs, readSolverOutput, type SolverAnswer } from "./sat/dimacs.ts";
export { satEnvironment } from "./sat/sat.ts";
export type { SatOptions } from "./sat/sat-params.ts";
export { environmentSkeleton, skeletonNames, type SkeletonFile, type SkeletonNames } from "./skeleton/index.ts";
export type { AnswerLine } from "./answer-line.ts";
export type { Baseline, Completion, Question, Study } from "./study.ts";
export type { Verdict } from "./verdict.ts";
