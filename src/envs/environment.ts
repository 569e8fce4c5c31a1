import type { Evaluation, Params } from "../core/index.ts";
import type { CheckContext } from "./check-context.ts";
import type { Episode } from "./episode/episode.ts";
import type { Generated } from "./generated.ts";
import type { Study } from "./study.ts";

export type { CheckContext, Generated };

export interface EnvironmentInfo {
  /** Short name, the original's spelling: `SAT`. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** Any change of text, template, parameters or checker is a new version. */
  readonly version: string;
  readonly title: string;
  readonly description: string;
  /** Form of the answer, for people and trainers. */
  readonly answerFormat: string;
  readonly levels: readonly number[];
  /** Levels that may decide emission. */
  readonly scoredLevels: readonly number[];
  readonly defaultLevel: number;
  /** Turns of the model in one episode, at most; absent where one answer is all. */
  readonly maxTurns?: number;
  /** Tokens that one turn may have in a contest, reasoning included; absent where one answer is all. */
  readonly turnTokens?: number;
}

/** A pure, infinite source of questions with exact, bounded checking. Built by `defineEnvironment`. */
export interface Environment<Secret = unknown> {
  readonly info: EnvironmentInfo;
  /** Validates params (`{level}` or environment-specific) and fills defaults. @throws AffineError `environment_params`. */
  normalizeParams(params: unknown): Params;
  /** Pure function of (version, params, seed). */
  generate(params: Params, seed: string): Generated<Secret>;
  /**
   * Never throws for any completion; every zero has a reason. A fault of the environment or of the sandbox is no zero:
   * it rejects with an AffineError (`environment_broken`, `sandbox_unavailable`).
   */
  check(secret: Secret, completion: unknown, context?: CheckContext): Promise<Evaluation>;
  /** The many turns of an environment that `defineEpisode` built; a completion is then the list of its turns. */
  readonly episode?: Episode;
  /** What the card measures the environment with; plays no part in asking or judging. */
  readonly study?: Study<Secret>;
}
