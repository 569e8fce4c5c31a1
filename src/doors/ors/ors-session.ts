import { z } from "zod";
import { AffineError } from "../../core/index.ts";
import type { Environment, GeneratedChallenge } from "../../envs/index.ts";
import { answerText } from "../evaluator/answer-text.ts";
import { asError, type Evaluator } from "../evaluator/evaluator.ts";

const submitSchema = z.strictObject({ answer: z.unknown() });
const actSchema = z.strictObject({ action: z.unknown() });

/** The one tool of environments of one turn, in the protocol's form. */
export const TOOLS = {
  tools: [
    {
      name: "submit",
      description: "Hands in your whole answer, reasoning and all. It is judged, and the task is over.",
      input_schema: {
        type: "object",
        properties: { answer: { type: "string", description: "The answer, in the form that the task asks for." } },
        required: ["answer"],
        additionalProperties: false,
      },
    },
  ],
  terminal_tool: null,
  supports_score_group: false,
  message_block_types: ["text"],
};

/** The tools of an environment, in the protocol's form: `submit` once, or `act` turn by turn. */
export function toolsOf({ episode }: Pick<Environment, "episode">): object {
  if (episode === undefined) return TOOLS;
  const [tool] = episode.tools;
  const { properties } = (tool?.parameters ?? {}) as { properties?: { action?: object } };
  const action = { type: "string", description: "What is done in this turn.", ...properties?.action };
  const described = { name: "act", description: tool?.description ?? "Says one turn." };
  const input_schema = { type: "object", properties: { action }, required: ["action"], additionalProperties: false };
  return { ...TOOLS, tools: [{ ...described, input_schema }] };
}

/** What a call came to: the protocol's `RunToolOutput`. A failure of ours is none of these, it is thrown. */
export type CallOutput =
  | {
      readonly ok: true;
      readonly output: {
        readonly blocks: readonly { readonly text: string; readonly detail: null; readonly type: "text" }[];
        readonly metadata: object;
        readonly reward: number;
        readonly finished: boolean;
      };
    }
  | {
      readonly ok: false;
      readonly error: string;
      readonly reason: "not_found" | "input_validation" | "episode_finished";
    };

/** A session: one question, until an answer is judged. */
export class OrsSession {
  readonly challenge: GeneratedChallenge;
  readonly #evaluator: Evaluator;
  #isFinished = false;
  #isJudging = false;
  #turns: readonly string[] = [];

  constructor(evaluator: Evaluator, challenge: GeneratedChallenge) {
    this.#evaluator = evaluator;
    this.challenge = challenge;
  }

  /** Calls a tool. @throws AffineError where nothing could be judged: the session goes on, the call may be repeated. */
  async call(name: string, input: unknown): Promise<CallOutput> {
    if (this.challenge.episode !== null) return this.#act(name, input);
    if (name !== "submit") return refusal("not_found", `There is no tool ${JSON.stringify(name.slice(0, 64))}.`);
    const read = submitSchema.safeParse(input);
    if (!read.success) {
      return refusal("input_validation", "submit takes {answer}, the answer as text.");
    }
    if (this.#isFinished) return refusal("episode_finished", "The answer was judged: the session is finished.");
    if (this.#isJudging) {
      throw new AffineError("invalid_input", "An answer of this session is being judged.", { hint: "Wait for it." });
    }
    this.#isJudging = true;
    try {
      const { score, reason, extracted, metrics } = await this.#evaluator.verdict(
        this.challenge.id,
        answerText(read.data.answer),
      );
      this.#isFinished = true;
      const blocks = [{ text: reason, detail: null, type: "text" as const }];
      const metadata = { challenge_id: this.challenge.id, reason, extracted, metrics };
      return { ok: true, output: { blocks, metadata, reward: score, finished: true } };
    } catch (thrown) {
      throw asError(thrown);
    } finally {
      this.#isJudging = false;
    }
  }

  async #act(name: string, input: unknown): Promise<CallOutput> {
    if (name !== "act") return refusal("not_found", `There is no tool ${JSON.stringify(name.slice(0, 64))}.`);
    const read = actSchema.safeParse(input);
    if (!read.success) return refusal("input_validation", "act takes {action}, the action as text.");
    if (this.#isFinished) return refusal("episode_finished", "The episode ended: the session is finished.");
    if (this.#isJudging) {
      throw new AffineError("invalid_input", "A turn of this session is under way.", { hint: "Wait for it." });
    }
    this.#isJudging = true;
    try {
      const turns = [...this.#turns, tagged(answerText(read.data.action))];
      const { messages, verdict } = await this.#evaluator.replay(this.challenge.id, turns);
      this.#turns = turns;
      this.#isFinished = verdict !== null;
      const text = verdict === null ? (messages.at(-1)?.content ?? "") : verdict.reason;
      const told =
        verdict === null ? {} : { reason: verdict.reason, extracted: verdict.extracted, metrics: verdict.metrics };
      const metadata = { challenge_id: this.challenge.id, turn: turns.length, ...told };
      const blocks = [{ text, detail: null, type: "text" as const }];
      return { ok: true, output: { blocks, metadata, reward: verdict?.score ?? 0, finished: verdict !== null } };
    } catch (thrown) {
      throw asError(thrown);
    } finally {
      this.#isJudging = false;
    }
  }
}

/** An action as the environment reads it: a tool's argument needs no tags, and marks of an edit are none. */
function tagged(action: string): string {
  return TAG.test(action) ? action : `<action>${action}</action>`;
}

const TAG = /<\/?[a-z][^<>\n]*>/i;

function refusal(reason: "not_found" | "input_validation" | "episode_finished", error: string): CallOutput {
  return { ok: false, error, reason };
}
