/**
 * Affine: environments nobody can memorise, models behind one call, and verified rollouts of the network.
 *
 * @example
 * import * as af from "affine";
 * const challenge = await af.SAT.generate();
 * const response = await af.query(challenge.prompt, { model: "owner/name" });
 * const { score } = await challenge.evaluate(response);
 */
export {
  createAffine,
  debug,
  getMiner,
  getMiners,
  info,
  query,
  rollouts,
  trace,
  type Affine,
  type AffineOptions,
  type AskOptions,
  type RolloutOptions,
  type VerifyOptions,
} from "./sdk/index.ts";
export {
  ABD,
  ABDUCTION,
  challengeFromId,
  DED,
  DEDUCTION,
  defineEnvironment,
  environment,
  environmentDoor,
  environments,
  extractCode,
  extractTagged,
  plainAnswer,
  readIntegers,
  loadProgramCorpus,
  loadTaskCorpus,
  registerEnvironment,
  SAT,
  verifyProgramCorpus,
  type AbdAnswer,
  type AbdOptions,
  type AnswerLine,
  type Baseline,
  type BrokenEntry,
  type CheckContext,
  type CorpusEntry,
  type DedAnswer,
  type Environment,
  type EnvironmentDoor,
  type EnvironmentInfo,
  type EnvironmentSpec,
  type Extraction,
  type Generated,
  type GeneratedChallenge,
  type InvalidSample,
  type ProgramCorpus,
  type Question,
  type SatAnswer,
  type SatOptions,
  type SeedOption,
  type Study,
  type TaskCorpus,
  type Verdict,
} from "./envs/index.ts";
export {
  AffineError,
  type Answer,
  type Challenge,
  type ErrorCode,
  type Evaluation,
  type Message,
  type Miner,
  type Outcome,
  type Params,
  type Random,
  type Rollout,
} from "./core/index.ts";
export {
  createPythonEngine,
  python,
  type Limits,
  type PythonEngine,
  type Verdict as PythonVerdict,
} from "./sandbox/index.ts";
