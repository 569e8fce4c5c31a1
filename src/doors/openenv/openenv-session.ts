import { randomUUID } from "node:crypto";
import { AffineError, type Evaluation } from "../../core/index.ts";
import type { GeneratedChallenge } from "../../envs/index.ts";
import { answerText } from "../evaluator/answer-text.ts";
import type { Evaluator } from "../evaluator/evaluator.ts";
import type { Place } from "../evaluator/place.ts";
import { shaped } from "../http/read-body.ts";
import { actionSchema, resetSchema } from "./openenv-schemas.ts";
import { resetQuestion } from "./reset-question.ts";

/** What reset and step answer, in the protocol's form. */
export interface StepResult {
  readonly observation: Readonly<Record<string, string>>;
  /** null at a reset; a finite number after every step. */
  readonly reward: number | null;
  readonly done: boolean;
  readonly metadata?: object;
}

/** One client's episodes, one after the other. An environment of one turn is done after its first step. */
export class OpenEnvSession {
  readonly #evaluator: Evaluator;
  readonly #place: Place;
  #challenge: GeneratedChallenge | undefined;
  #episodeId: string | null = null;
  #steps = 0;
  #isDone = false;
  #isBusy = false;
  #turns: readonly string[] = [];

  constructor(evaluator: Evaluator, place: Place) {
    this.#evaluator = evaluator;
    this.#place = place;
  }

  /** Begins an episode. One that cannot begin leaves the one before as it was. @throws AffineError for bad arguments. */
  async reset(data: unknown): Promise<StepResult> {
    const asked = shaped(data ?? {}, resetSchema);
    const challenge = await resetQuestion(this.#evaluator, this.#place, asked);
    this.#challenge = challenge;
    this.#episodeId = asked.episode_id ?? randomUUID();
    this.#steps = 0;
    this.#turns = [];
    this.#isDone = false;
    return { observation: questionOf(challenge), reward: null, done: false };
  }

  /**
   * Judges an answer and ends the episode; where nothing could be judged it goes on, and the step may be tried again.
   *
   * @throws AffineError `invalid_input` before a reset, after the end, and for another action.
   */
  async step(data: unknown): Promise<StepResult> {
    const challenge = this.#challenge;
    const { answer } = shaped(data, actionSchema);
    if (challenge === undefined) {
      throw refused("There is no episode to step in.", "Send reset first.");
    }
    if (this.#isDone) throw refused("The episode is done.", "Send reset to begin the next.");
    if (challenge.episode !== null) return this.#turn(challenge, answerText(answer));
    const evaluation = await this.#evaluator.verdict(challenge.id, answerText(answer));
    this.#isDone = true;
    this.#steps += 1;
    return verdictOf(challenge.id, evaluation);
  }

  /** Says one turn. A second one that comes before the first is answered is refused, and nothing is said twice. */
  async #turn({ id }: GeneratedChallenge, said: string): Promise<StepResult> {
    if (this.#isBusy) throw refused("A step of this episode is under way.", "Wait for its observation.");
    this.#isBusy = true;
    const episode = this.#episodeId;
    const turns = [...this.#turns, said];
    try {
      const { messages, verdict } = await this.#evaluator.replay(id, turns);
      if (episode !== this.#episodeId) throw refused("The episode was reset meanwhile.", "Go on with the new one.");
      this.#turns = turns;
      this.#steps += 1;
      this.#isDone = verdict !== null;
      if (verdict !== null) return verdictOf(id, verdict);
      return { observation: { prompt: messages.at(-1)?.content ?? "", challenge_id: id }, reward: 0, done: false };
    } finally {
      this.#isBusy = false;
    }
  }

  state(): object {
    const { id = null } = this.#challenge ?? {};
    return { episode_id: this.#episodeId, step_count: this.#steps, env: this.#place.name, challenge_id: id };
  }
}

/** A question as it is observed: no more than the model needs, since bridges show it as JSON. */
export function questionOf({ prompt, id }: GeneratedChallenge): { prompt: string; challenge_id: string } {
  return { prompt, challenge_id: id };
}

export function verdictOf(challengeId: string, evaluation: Evaluation): StepResult {
  const { score, reason, extracted, metrics } = evaluation;
  return {
    observation: { challenge_id: challengeId, reason },
    reward: score,
    done: true,
    metadata: { extracted, metrics },
  };
}

/** A step at a wrong time: the protocol's EXECUTION_ERROR, not a malformed frame. */
function refused(message: string, hint: string): AffineError {
  return new AffineError("invalid_input", message, { hint, details: { status: 409 } });
}
