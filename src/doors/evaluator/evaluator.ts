import { randomBytes } from "node:crypto";
import { AffineError, challengeId, errorMessage, type Evaluation } from "../../core/index.ts";
import { RecentChallenges, type CheckContext, type GeneratedChallenge, type Replay } from "../../envs/index.ts";
import { refuseContestId, refuseContestSeed } from "./contest-seed.ts";
import { FairQueue } from "./fair-queue.ts";
import type { Place } from "./place.ts";

/** An answer to judge: whatever the model said, text or not. */
export interface AnswerItem {
  readonly challengeId: string;
  readonly completion: unknown;
}

/** A verdict, or the fault of ours or of the request for which there is none. Never both. */
export type Judged =
  | { readonly evaluation: Evaluation; readonly error?: never }
  | { readonly evaluation?: never; readonly error: AffineError };

/** Told of every verdict and every failure to reach one. */
export type OnJudged = (env: string, judged: Judged, seconds: number) => void;

export interface EvaluatorOptions {
  readonly queued: number;
  readonly judgedAtOnce: number;
  /** What checking needs besides the answer: a Python engine. */
  readonly context?: CheckContext;
  readonly onJudged?: OnJudged;
}

/**
 * Asks and judges behind every door. A door never changes a question or a verdict: all of them come from here, and what
 * comes from here is what the environment says.
 */
export class Evaluator {
  readonly queue: FairQueue;
  readonly #recent = new RecentChallenges();
  readonly #context: CheckContext;
  readonly #onJudged: OnJudged;

  constructor({ queued, judgedAtOnce, context = {}, onJudged = () => undefined }: EvaluatorOptions) {
    this.queue = new FairQueue({ queued, judgedAtOnce });
    this.#context = context;
    this.#onJudged = onJudged;
  }

  /** One question of a place. @throws AffineError as {@link questions}. */
  async question(place: Place, seed: string): Promise<GeneratedChallenge> {
    return this.queue.one(() => this.#make(place, seed));
  }

  /**
   * Questions of a place, in the order of their seeds.
   *
   * @throws AffineError `invalid_input` for a seed of another form or a contest's, `overloaded`, `interrupted`,
   * `environment_broken`.
   */
  async questions(place: Place, seeds: readonly string[]): Promise<GeneratedChallenge[]> {
    const made = await this.queue.all(seeds.map((seed) => () => this.#make(place, seed)));
    return made.map((result) => {
      if (result.status === "rejected") throw result.reason;
      return result.value;
    });
  }

  /** The question of an id. @throws AffineError as `challengeFromId`; `invalid_input` for a contest's, `overloaded`. */
  async questionOf(id: string): Promise<GeneratedChallenge> {
    refuseContestId(id);
    return this.queue.one(() => this.#recent.challenge(id));
  }

  /** Verdicts in the order of the answers; what cannot be judged has an error and no score. @throws as FairQueue.all */
  async judge(items: readonly AnswerItem[]): Promise<Judged[]> {
    const judged = await this.queue.all(items.map((item) => () => this.#judge(item)));
    return judged.map((result) => (result.status === "fulfilled" ? result.value : { error: asError(result.reason) }));
  }

  /** The verdict on one answer. @throws AffineError what stands in its way: never a 0 for it. */
  async verdict(challengeId: string, completion: unknown): Promise<Evaluation> {
    const [judged] = await this.judge([{ challengeId, completion }]);
    if (judged?.evaluation === undefined) throw judged?.error ?? new AffineError("internal", "There is no verdict.");
    return judged.evaluation;
  }

  /**
   * An episode after some turns.
   *
   * @throws AffineError `unsupported` for an environment of one answer, `invalid_input` for turns after the end and for a
   * contest's question, `overloaded`, `interrupted`, `sandbox_unavailable`.
   */
  async replay(challengeId: string, turns: readonly string[]): Promise<Replay> {
    refuseContestId(challengeId);
    return this.queue.one(() => {
      const { episode, env } = this.#recent.challenge(challengeId);
      if (episode !== null) return episode.play(turns, this.#context);
      throw new AffineError("unsupported", `${env} takes one answer, not turns.`, {
        hint: "Judge it with POST /v1/evaluations.",
      });
    });
  }

  #make({ environment: { info }, params }: Place, seed: string): GeneratedChallenge {
    refuseContestSeed(seed);
    return this.#recent.challenge(challengeId({ env: info.name, version: info.version, params, seed }));
  }

  async #judge({ challengeId, completion }: AnswerItem): Promise<Judged> {
    const startedAt = performance.now();
    let env = "unknown";
    let judged: Judged;
    try {
      const challenge = this.#recent.challenge(challengeId);
      env = challenge.env;
      judged = { evaluation: await challenge.evaluate(completion as string, this.#context) };
    } catch (thrown) {
      judged = { error: asError(thrown) };
    }
    this.#onJudged(env, judged, (performance.now() - startedAt) / 1000);
    return judged;
  }
}

/** A seed nobody has seen, of no split and no contest. */
export function freshSeed(): string {
  return `fresh-${randomBytes(16).toString("hex")}`;
}

/** Whatever was thrown, as our own error. */
export function asError(thrown: unknown): AffineError {
  if (AffineError.isInstance(thrown)) return thrown;
  return new AffineError("internal", `Unexpected: ${errorMessage(thrown)}`, {
    hint: "This is a defect of the program: please report it.",
    cause: thrown,
  });
}
