import { AffineError } from "../../core/index.ts";
import type { Verdict } from "../verdict.ts";
import { MAX_TURNS } from "./episode-limits.ts";
import type { Replay } from "./episode.ts";

/** A whole episode as one completion: its turns, or one text for one turn. Whatever it is gets a verdict. */
export function verdictOnTurns(replay: (turns: readonly string[]) => Replay, completion: unknown): Verdict {
  const turns: readonly unknown[] = Array.isArray(completion) ? completion : [completion];
  const zero = (reason: string): Verdict => {
    return { thousandths: 0, reason, extracted: null, metrics: { turns: Math.min(turns.length, MAX_TURNS) } };
  };
  if (turns.some((turn) => typeof turn !== "string")) return zero("not_text");
  try {
    const { verdict } = replay(turns as readonly string[]);
    if (verdict === null) return zero("unfinished");
    const { thousandths, reason, extracted, metrics } = verdict;
    return { thousandths, reason, extracted, metrics };
  } catch (error) {
    if (AffineError.isInstance(error) && error.details["fault"] === "turns_after_end") return zero("turns_after_end");
    throw error;
  }
}
