import { kinds, need } from "../../core/index.ts";
import type { CheckContext, Environment, EnvironmentInfo } from "../environment.ts";
import type { GeneratedChallenge } from "../generated-challenge.ts";
import type { EpisodeSession } from "./episode-session.ts";
import { needEnvironment } from "../needed-environment.ts";
import { EnvironmentSampler, type SeedOption } from "./environment-sampler.ts";

/**
 * An environment as the SDK shows it: usable as it is, called, or with `new`.
 *
 * @typeParam Answer what an answer looks like, for those who write one.
 * @example
 * await SAT.generate();
 * await SAT({ level: 5 }).many(10);
 * await new SAT({ variables: 50 }).generate({ seed: "1" });
 */
export interface EnvironmentDoor<Options extends object, Answer extends string = string> {
  (options?: Options): EnvironmentSampler<Options, Answer>;
  new (options?: Options): EnvironmentSampler<Options, Answer>;
  readonly info: EnvironmentInfo;
  readonly environment: Environment;
  /** One question; a fresh random seed unless one is given. @throws AffineError `environment_params`, `invalid_input`. */
  generate(options?: Options & SeedOption): Promise<GeneratedChallenge<Answer>>;
  /** Begins an episode: `step` says its turns, one after the other. Of one answer it is done after the first. */
  reset(options?: Options & SeedOption): Promise<EpisodeSession>;
  /** `count` questions with independent seeds, derived from `seed` by hashing where one is given. */
  many(count: number, options?: Options & SeedOption): Promise<GeneratedChallenge<Answer>[]>;
}

/**
 * Opens the SDK's door to an environment.
 *
 * @param context what checking needs besides the answer (a Python engine), asked for at each evaluation.
 */
export function environmentDoor<Options extends object, Answer extends string = string>(
  environment: Environment,
  context?: () => CheckContext,
): EnvironmentDoor<Options, Answer> {
  needEnvironment(environment, "environmentDoor");
  need(kinds.maybe(kinds.call), context, "environmentDoor", "a function that gives a context as its second argument");
  // A plain function, since only those can be called with and without `new`.
  function door(options?: Options): EnvironmentSampler<Options, Answer> {
    return new EnvironmentSampler<Options, Answer>(environment, options, context);
  }
  door.prototype = EnvironmentSampler.prototype;
  Object.defineProperty(door, "name", { value: environment.info.name });
  const members: Pick<EnvironmentDoor<Options, Answer>, "info" | "environment" | "generate" | "reset" | "many"> = {
    info: environment.info,
    environment,
    generate: (options) => door().generate(options),
    reset: (options) => door().reset(options),
    many: (count, options) => door().many(count, options),
  };
  return Object.assign(door, members) as unknown as EnvironmentDoor<Options, Answer>;
}
