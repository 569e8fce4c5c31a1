import { z } from "zod";
import { AffineError } from "../../core/index.ts";
import type { GeneratedChallenge } from "../../envs/index.ts";
import { answerText } from "../evaluator/answer-text.ts";
import { asError, type Evaluator } from "../evaluator/evaluator.ts";

const submitSchema = z.strictObject({ answer: z.unknown() });

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

/** What a call came to: the protocol's `RunToolOutput`. A failure of ours is none of these, it is thrown. */
export type CallOutput =
  | {
      readonly ok: true;
      readonly output: {
        readonly blocks: readonly { readonly text: string; readonly detail: null; readonly type: "text" }[];
        readonly metadata: object;
        readonly reward: number;
        readonly finished: true;
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

  constructor(evaluator: Evaluator, challenge: GeneratedChallenge) {
    this.#evaluator = evaluator;
    this.challenge = challenge;
  }

  /** Calls a tool. @throws AffineError where nothing could be judged: the session goes on, the call may be repeated. */
  async call(name: string, input: unknown): Promise<CallOutput> {
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
}

function refusal(reason: "not_found" | "input_validation" | "episode_finished", error: string): CallOutput {
  return { ok: false, error, reason };
}
