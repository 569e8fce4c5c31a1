import { AffineError } from "../../core/index.ts";
import type { Verdict } from "../verdict.ts";
import { MAX_TURNS } from "./episode-limits.ts";
import type { Replay } from "./episode.ts";

type Play = (turns: readonly string[]) => Promise<Replay>;

/**
 * A whole episode as a list of its turns.
 *
 * @throws AffineError (rejects) `invalid_input` for turns after the end; what playing throws.
 */
export async function verdictOnList(play: Play, turns: readonly unknown[]): Promise<Verdict> {
  // A hole is no text, and `some` passes over it.
  if (turns.includes(undefined) || turns.some((turn) => typeof turn !== "string")) return zero("not_text", turns);
  const { verdict } = await play(turns as readonly string[]);
  if (verdict === null) return zero("unfinished", turns);
  const { thousandths, reason, extracted, metrics } = verdict;
  return { thousandths, reason, extracted, metrics };
}

/** A whole episode as one completion: its turns, or one text for one turn. Whatever it is gets a verdict. */
export async function verdictOnTurns(play: Play, completion: unknown): Promise<Verdict> {
  const turns: readonly unknown[] = Array.isArray(completion) ? completion : [completion];
  try {
    return await verdictOnList(play, turns);
  } catch (error) {
    if (isAfterTheEnd(error)) return zero("turns_after_end", turns);
    throw error;
  }
}

/** Whether something was thrown for turns after the end. */
export function isAfterTheEnd(error: unknown): boolean {
  return AffineError.isInstance(error) && error.details["fault"] === "turns_after_end";
}

function zero(reason: string, { length }: readonly unknown[]): Verdict {
  return { thousandths: 0, reason, extracted: null, metrics: { turns: Math.min(length, MAX_TURNS) } };
}
