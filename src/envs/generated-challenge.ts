import {
  challengeId,
  type Challenge,
  type ChallengeRef,
  type Evaluation,
  type Message,
  kinds,
  need,
} from "../core/index.ts";
import type { CheckContext, Environment, Generated } from "./environment.ts";
import type { ChallengeEpisode } from "./episode/challenge-episode.ts";
import { evaluateEpisode } from "./episode/evaluate-episode.ts";

import { needEnvironment } from "./needed-environment.ts";

/** Anything that carries a model's text: an {@link Answer}, or the text itself. */
export type Response<Text extends string = string> = Text | { readonly text: Text };

/** A whole answer: a {@link Response}, or the turns of an episode. */
type Responses<Text extends string> = Response<Text> | readonly Response<Text>[];

/** Any text, without hiding from an editor that one form is meant. */
type AnyText = string & NonNullable<unknown>;

const refKind = kinds.shape({ env: kinds.text, version: kinds.text, params: kinds.object, seed: kinds.text });
const generatedKind = kinds.shape({ prompt: kinds.text, messages: kinds.list(kinds.object) });

/**
 * A question that can judge its answers. The secret stays inside: `toJSON` never holds it.
 *
 * @typeParam Answer what an answer looks like; any other text gets its 0, too.
 * @example
 * const challenge = await SAT.generate({ level: 2, seed: "1" });
 * const { score, reason } = await challenge.evaluate("<answer>1 -2 …</answer>");
 */
export class GeneratedChallenge<Answer extends string = string> implements Challenge {
  /** Carries environment, version, parameters and seed; `challengeFromId` rebuilds the challenge from it. */
  readonly id: string;
  readonly env: string;
  readonly version: string;
  readonly params: ChallengeRef["params"];
  readonly seed: string;
  readonly prompt: string;
  readonly messages: Message[];
  readonly #environment: Environment;
  readonly #secret: unknown;
  readonly #context: () => CheckContext;

  /** @throws AffineError `invalid_input` for another kind of argument. */
  constructor(
    environment: Environment,
    ref: ChallengeRef,
    generated: Generated<unknown>,
    context: () => CheckContext = () => ({}),
  ) {
    needEnvironment(environment, "GeneratedChallenge");
    need(refKind, ref, "GeneratedChallenge", "an environment and { env, version, params, seed }");
    need(generatedKind, generated, "GeneratedChallenge", "what generate returned, { prompt, messages, secret }");
    need(kinds.call, context, "GeneratedChallenge", "a function that gives a context as its fourth argument");
    this.id = challengeId(ref);
    this.env = ref.env;
    this.version = ref.version;
    this.params = ref.params;
    this.seed = ref.seed;
    this.prompt = generated.prompt;
    this.messages = [...generated.messages];
    this.#environment = environment;
    this.#secret = generated.secret;
    this.#context = context;
  }

  /**
   * Judges a model's answer. Whatever the model said gets a score and a reason.
   *
   * @throws AffineError `environment_broken` or `sandbox_unavailable`: our fault, never the answer's. Of many turns also
   * `unsupported` for what is no list of turns, and `invalid_input` for turns after the end: neither is an answer.
   */
  async evaluate(response: Responses<Answer | AnyText>, context?: CheckContext): Promise<Evaluation> {
    const { episode } = this.#environment;
    const completion = completionOf(response);
    const given = context ?? this.#context();
    if (episode !== undefined) return evaluateEpisode(this.env, episode, this.#secret, completion, given);
    return this.#environment.check(this.#secret, completion, given);
  }

  /** The many turns of this question; `null` where one answer is all. */
  get episode(): ChallengeEpisode | null {
    const { episode } = this.#environment;
    if (episode === undefined) return null;
    const { maxTurns, turnTokens, tools, python } = episode;
    return {
      ...{ maxTurns, turnTokens, tools, python },
      replay: (turns) => episode.replayFrom(this.#secret, turns),
      play: (turns, context) => episode.playFrom(this.#secret, turns, context ?? this.#context()),
    };
  }

  /** How an answer is written, in words. */
  get answerFormat(): string {
    return this.#environment.info.answerFormat;
  }

  /** The question without its secret: safe to send, to store and to publish. */
  toJSON(): Challenge {
    const { id, env, version, params, seed, prompt, messages } = this;
    return { id, env, version, params, seed, prompt, messages };
  }
}

/**
 * The text of a response, or the texts of its turns; whatever else a caller may have passed goes on to the checker, which
 * refuses it. Nothing is looked for deeper: a list may be nested without end.
 */
function completionOf(response: unknown): unknown {
  return Array.isArray(response) ? response.map(textOf) : textOf(response);
}

function textOf(response: unknown): unknown {
  return typeof response === "object" && response !== null && "text" in response ? response.text : response;
}
