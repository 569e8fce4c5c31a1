/** Environments: pure, infinite sources of questions with exact checking. See docs/environments.md. */
import { environmentDoor } from "./door/environment-door.ts";
import { registerEnvironment } from "./registry.ts";
import type { SatOptions } from "./sat/sat-params.ts";
import { satEnvironment } from "./sat/sat.ts";

registerEnvironment(satEnvironment);

/** Boolean satisfiability: find values that satisfy every clause. */
export const SAT = environmentDoor<SatOptions>(satEnvironment);

export { drawStream, firstAccepted, type DrawKey } from "./attempts.ts";
export { cardPasses, goldenHashes, makeCard, type Bar, type Card, type CardOptions } from "./card/index.ts";
export { challengeFromId, makeChallenge } from "./challenge-from-id.ts";
export { defineEnvironment, type EnvironmentSpec, type Verdict } from "./define-environment.ts";
export { environmentDoor, type EnvironmentDoor } from "./door/environment-door.ts";
export { EnvironmentSampler, type SeedOption } from "./door/environment-sampler.ts";
export type { CheckContext, Environment, EnvironmentInfo, Generated } from "./environment.ts";
export {
  extractCode,
  extractTagged,
  MAX_ANSWER_LENGTH,
  MAX_COMPLETION_LENGTH,
  type Extraction,
  type ExtractionFailure,
} from "./extract/index.ts";
export { GeneratedChallenge, type Response } from "./generated-challenge.ts";
export { environment, environments, registerEnvironment } from "./registry.ts";
export { satEnvironment } from "./sat/sat.ts";
export type { SatOptions } from "./sat/sat-params.ts";
export type { AnswerLine, Baseline, Question, Study } from "./study.ts";
