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
  debug,
  getMiner,
  getMiners,
  info,
  query,
  rollouts,
  trace,
  type AskOptions,
  type RolloutOptions,
} from "./sdk/index.ts";
export {
  challengeFromId,
  defineEnvironment,
  environment,
  environmentDoor,
  environments,
  registerEnvironment,
  SAT,
  type Environment,
  type EnvironmentInfo,
  type EnvironmentSpec,
  type GeneratedChallenge,
  type SatOptions,
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
  type Rollout,
} from "./core/index.ts";
