import { AffineError, errorMessage } from "../../src/core/errors.ts";
import { challengeFromId, makeChallenge } from "../../src/envs/challenge-from-id.ts";
import { environment } from "../../src/envs/registry.ts";
import { answerForm, commandOf, runsPython } from "./trying.ts";
import type { Evaluation } from "../../src/core/index.ts";
import { evidenceOf } from "./evidence/evidence-of.ts";
import { figuresOf, lengthFact, type Facts } from "./evidence/facts.ts";

/** A question to try, or why there is none here. */
export type Tried =
  | {
      readonly id: string;
      readonly prompt: string;
      readonly answerFormat: string;
      readonly turns: number | null;
      /** Judging runs Python programs: a browser cannot. The command asks the same question on the reader's machine. */
      readonly command: string | null;
    }
  | { readonly why: string };

/** A verdict on a typed answer; what a game replies while it goes on; or why there is neither. */
export type TriedVerdict =
  | { readonly thousandths: number; readonly reason: string; readonly facts: Facts }
  | { readonly reply: string }
  | { readonly why: string };

/** A question of an environment at a level, drawn by a seed. */
export function question(name: string, level: number, seed: string): Tried {
  return tried(() => makeChallenge(environment(name), { params: { level }, seed }));
}

/** The question of an id. */
export function ask(id: string): Tried {
  return tried(() => challengeFromId(id));
}

function tried(make: () => ReturnType<typeof challengeFromId>): Tried {
  try {
    const challenge = make();
    const { id, prompt, episode } = challenge;
    const command = runsPython(challenge) ? commandOf(challenge) : null;
    return { id, prompt, answerFormat: answerForm(challenge), turns: episode?.maxTurns ?? null, command };
  } catch (error) {
    return { why: whyOf(error) };
  }
}

/** Judges an answer: of a game with many turns, all turns so far. */
export async function verdict(id: string, answer: string | readonly string[]): Promise<TriedVerdict> {
  try {
    const challenge = challengeFromId(id);
    if (typeof answer === "string") return judged(await challenge.evaluate(answer), { id, length: answer.length });
    if (challenge.episode === null) return { why: "The question is answered in one turn." };
    const { messages, verdict: found } = await challenge.episode.play(answer.map(turnOf));
    return found === null ? { reply: messages.at(-1)?.content ?? "" } : judged(found);
  } catch (error) {
    return { why: whyOf(error) };
  }
}

/** @param of the question whose evidence is looked for, and the answer's length; none of a game, which tells on the way */
function judged(
  { thousandths, reason, metrics, extracted }: Evaluation,
  of?: { readonly id: string; readonly length: number },
): TriedVerdict {
  const evidence = of === undefined ? [] : [...lengthFact(reason, of.length), ...evidenceOf(of.id, extracted)];
  return { thousandths, reason, facts: [...evidence, ...figuresOf(metrics)] };
}

/** As `af env try` takes it: a line without tags is an action. */
function turnOf(text: string): string {
  return text.includes("<") ? text : `<action>${text.trim()}</action>`;
}

function whyOf(error: unknown): string {
  const hint = AffineError.isInstance(error) && error.hint !== undefined ? ` ${error.hint}` : "";
  return `${errorMessage(error)}${hint}`;
}
