import { AffineError, errorMessage } from "../../src/core/errors.ts";
import { challengeFromId, makeChallenge } from "../../src/envs/challenge-from-id.ts";
import { environment } from "../../src/envs/registry.ts";

/** A question to try, or why there is none here. */
export type Tried =
  | { readonly id: string; readonly prompt: string; readonly answerFormat: string; readonly turns: number | null }
  | { readonly why: string };

/** A verdict on a typed answer, or why there is none. */
export type TriedVerdict =
  | { readonly thousandths: number; readonly reason: string; readonly metrics: readonly (readonly [string, string])[] }
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
    const { id, prompt, answerFormat, episode } = make();
    return { id, prompt, answerFormat, turns: episode?.maxTurns ?? null };
  } catch (error) {
    return { why: whyOf(error) };
  }
}

/** Judges an answer: of a game with many turns, all turns so far. */
export async function verdict(id: string, answer: string | readonly string[]): Promise<TriedVerdict> {
  try {
    const { thousandths, reason, metrics } = await challengeFromId(id).evaluate(answer);
    return { thousandths, reason, metrics: Object.entries(metrics).map(([key, value]) => [key, String(value)]) };
  } catch (error) {
    return { why: whyOf(error) };
  }
}

function whyOf(error: unknown): string {
  const hint = AffineError.isInstance(error) && error.hint !== undefined ? ` ${error.hint}` : "";
  return `${errorMessage(error)}${hint}`;
}
