import type { Evaluation, Message, Params } from "../../core/index.ts";
import type { CheckContext } from "../check-context.ts";
import type { Tool } from "./tool.ts";

/** An episode after some turns of the model. */
export interface Replay {
  /** The opening, then turn and observation in turn; the last turn stands last where it ended the episode. */
  readonly messages: readonly Message[];
  /** The verdict, or `null` while the episode goes on. */
  readonly verdict: Evaluation | null;
  /** It ended by a limit of turns or characters and not by the environment's own rules. */
  readonly truncated: boolean;
}

/** What makes the beginning of an episode again; its state is secret. */
export interface EpisodeStart<State = unknown> {
  readonly params: Params;
  readonly seed: string;
  readonly messages: readonly Message[];
  readonly state: State;
}

/** The many turns of an environment: a pure fold over what the model says. Built by `defineEpisode`. */
export interface Episode {
  /** Turns of the model at most; the last one ends the episode. */
  readonly maxTurns: number;
  /** Tokens that one turn may have in a contest, its reasoning included. */
  readonly turnTokens: number;
  /** Whether turns may run Python in the sandbox: then `play` says what follows from them, and `replay` cannot. */
  readonly python: boolean;
  readonly tools: readonly Tool[];
  /** The opening of the conversation. Pure in (params, seed). @throws AffineError `environment_params`, `environment_broken`. */
  reset(params: unknown, seed: string): readonly Message[];
  /**
   * The conversation after so many turns, and the verdict where it has ended. Pure in (params, seed, turns); reasoning in
   * a turn is cut off before anything reads it.
   *
   * @throws AffineError `invalid_input` for turns after the end (`details.fault` is `turns_after_end`, `details.turn` the
   * turn that ended it), `environment_broken`; `unsupported` where a turn runs Python (`details.fault` is
   * `needs_python`): {@link play} does.
   */
  replay(params: unknown, seed: string, turns: readonly string[]): Replay;
  /** As {@link replay}, from the secret that `generate` made. */
  replayFrom(secret: unknown, turns: readonly string[]): Replay;
  /**
   * As {@link replay}, running in the sandbox what turns run. What a turn ran before is remembered for a while, so that
   * following an episode turn by turn runs nothing twice.
   *
   * @throws AffineError (rejects) as `replay`; `sandbox_unavailable` where Python cannot be run here, which says nothing
   * about the turns.
   */
  play(params: unknown, seed: string, turns: readonly string[], context?: CheckContext): Promise<Replay>;
  /** As {@link play}, from the secret that `generate` made. */
  playFrom(secret: unknown, turns: readonly string[], context?: CheckContext): Promise<Replay>;
}
