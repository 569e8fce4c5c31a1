import { AffineError, type Evaluation, type Message, kinds, need } from "../../core/index.ts";
import type { GeneratedChallenge, Response } from "../generated-challenge.ts";

/** What a turn led to. */
export interface StepResult {
  /** What the environment says next; `null` at the end. */
  readonly observation: string | null;
  /** Score as a fraction, 0 to 1, at the end; `null` before. */
  readonly reward: number | null;
  readonly done: boolean;
  /** A limit of turns or characters ended it. */
  readonly truncated: boolean;
  readonly verdict: Evaluation | null;
}

const challengeKind = kinds.shape({ messages: kinds.list(kinds.object), evaluate: kinds.call });

/**
 * One episode under way. An environment of one answer is done after its first step.
 *
 * @example
 * const episode = await HUNT.reset({ level: 3, seed: "1" });
 * const { observation } = await episode.step("<action>ask 00 11 22</action>");
 */
export class EpisodeSession {
  readonly challenge: GeneratedChallenge;
  readonly #turns: string[] = [];
  #messages: readonly Message[];
  #verdict: Evaluation | null = null;
  #isBusy = false;

  /** @throws AffineError `invalid_input` for what is no challenge. */
  constructor(challenge: GeneratedChallenge) {
    need(challengeKind, challenge, "EpisodeSession", "a challenge, such as an environment makes");
    this.challenge = challenge;
    this.#messages = challenge.messages;
  }

  /** The conversation so far, reasoning left out: what a model is asked with next. */
  get messages(): readonly Message[] {
    return [...this.#messages];
  }

  /** What was said, turn by turn: with the challenge's id all that is needed to compute everything again. */
  get turns(): readonly string[] {
    return [...this.#turns];
  }

  get verdict(): Evaluation | null {
    return this.#verdict;
  }

  get done(): boolean {
    return this.#verdict !== null;
  }

  /**
   * Says a turn. An invalid action costs the turn.
   *
   * @throws AffineError `invalid_input` after the end, or for what is no text, and then nothing was said;
   * `environment_broken`, `sandbox_unavailable`: our fault, and the step may be tried again.
   */
  async step(response: Response): Promise<StepResult> {
    // A program in plain JavaScript may give anything.
    const said: unknown = typeof response === "string" ? response : (response as { text?: unknown } | null)?.text;
    if (typeof said !== "string") {
      throw new AffineError("invalid_input", "A step is a text, or an answer with one.", {
        hint: 'Pass what the model said: step("<action>…</action>").',
      });
    }
    if (this.done) {
      throw new AffineError("invalid_input", `The episode ended with turn ${this.#turns.length}.`, {
        hint: "Begin another one with reset.",
        details: { fault: "turns_after_end", turn: this.#turns.length },
      });
    }
    if (this.#isBusy)
      throw new AffineError("invalid_input", "A step of this episode is under way.", { hint: "Wait for it." });
    this.#isBusy = true;
    try {
      return await this.#say(said);
    } finally {
      this.#isBusy = false;
    }
  }

  async #say(said: string): Promise<StepResult> {
    const { episode } = this.challenge;
    if (episode === null) {
      const verdict = await this.challenge.evaluate(said);
      this.#turns.push(said);
      this.#messages = [...this.#messages, { role: "assistant", content: said }];
      return this.#ended(verdict, false);
    }
    const { messages, verdict, truncated } = await episode.play([...this.#turns, said]);
    this.#turns.push(said);
    this.#messages = messages;
    if (verdict !== null) return this.#ended(verdict, truncated);
    const observation = messages.at(-1)?.content ?? "";
    return { observation, reward: null, done: false, truncated: false, verdict: null };
  }

  #ended(verdict: Evaluation, truncated: boolean): StepResult {
    this.#verdict = verdict;
    return { observation: null, reward: verdict.score, done: true, truncated, verdict };
  }
}
