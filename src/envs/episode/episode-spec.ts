import type { z } from "zod";
import type { Message, Params, Random } from "../../core/index.ts";
import type { RunOptions, Verdict as RunVerdict } from "../../sandbox/index.ts";
import type { FailedTest } from "../check-context.ts";
import type { Verdict } from "../verdict.ts";
import type { EnvironmentInfo } from "../environment.ts";
import type { EpisodeStudy } from "./episode-study.ts";
import type { Tool } from "./tool.ts";

/** What an environment says to a turn: go on with an observation, or the end. */
export type Reply<State> =
  | { readonly state: State; readonly observation: string; readonly verdict?: never }
  | {
      readonly verdict: Verdict;
      /** The test that the verdict rests on, where a program failed one: evidence for people. */
      readonly failed?: FailedTest;
      readonly state?: never;
      readonly observation?: never;
    }
  | RunsPython<State>;

/** A turn that runs Python before it is answered: what is run, and what follows from how that ended. */
export interface RunsPython<State> {
  readonly python: PythonRun;
  /** Pure, as `step` is; it may ask for another run, at most 64 in a turn. */
  readonly next: (ended: RunVerdict) => Reply<State>;
  readonly state?: never;
  readonly observation?: never;
  readonly verdict?: never;
}

/** A run in the sandbox: how it ends is a function of this alone, the same on every machine. */
export interface PythonRun extends Pick<RunOptions, "files" | "limits"> {
  readonly program: string;
  readonly stdin: string;
}

/** All that its author says about an environment of many turns. */
export interface EpisodeSpec<State, Custom extends Params = never> extends Omit<
  EnvironmentInfo,
  "maxTurns" | "turnTokens"
> {
  /** Turns of the model at most, 1 to 32; 1 is an environment of one answer. */
  readonly maxTurns: number;
  /** Tokens that one turn may have in a contest, reasoning included: turns × tokens must fit the deadline. Default 512. */
  readonly turnTokens?: number;
  /**
   * Whether turns may run Python. Such an episode is followed with `play`, which waits for the sandbox; `replay` goes as
   * far as no turn does.
   */
  readonly python?: boolean;
  /** For clients that speak in tools; `act(action)` unless told. */
  readonly tools?: readonly Tool[];
  /** Parameters other than `{ level }`, with their defaults; leave out where levels are all there is. */
  readonly customParams?: z.ZodType<Custom>;
  /** How many drafts `reset` may refuse before the environment counts as broken; 1 unless told. */
  readonly maxAttempts?: number;
  /**
   * The opening and the secret state, or `null` to refuse the draft. The state is canonical data (no floats, no
   * functions) and frozen: steps make new ones.
   */
  reset(
    params: { readonly level: number } | Custom,
    random: Random,
  ): { readonly messages: readonly Message[]; readonly state: State } | null;
  /**
   * Pure and total: any text has a reply, and an invalid action costs its turn. `action` is the turn without reasoning,
   * perhaps empty. `random` depends on seed and turn alone, whatever was said before: draw from it before looking at the
   * action, so that all who are asked meet the same dice.
   *
   * @param turn from 1
   */
  step(state: State, action: string, random: Random, turn: number): Reply<State>;
  /**
   * The verdict where turns or characters ran out.
   *
   * @param turn the last that was said, from 1: one that is too long may be any
   */
  onLimit(state: State, turn: number): Verdict;
  readonly study?: EpisodeStudy<State>;
}
