import { extractTagged } from "../src/envs/extract/extract-tagged.ts";
import type { Transcript } from "../src/record/transcript.ts";
import { words } from "./format.ts";

/** A turn of an episode that went on after it. */
export interface TurnSaid {
  /** What it did, in a line: the beginning of its action, or why it has none. */
  readonly did: string;
  readonly text: string;
  readonly reasoning: string;
  /** What the environment replied, as the record's text has it; `null` where it has nothing. */
  readonly reply: string | null;
}

/** The turns before the last, each with what came of it. */
export function turnsOf({ earlier = [], messages }: Pick<Transcript, "earlier" | "messages">): TurnSaid[] {
  // Behind the opening the history has a turn and a reply in turn.
  const opening = messages.length - 2 * earlier.length;
  return earlier.map(({ text, reasoning }, at) => {
    const reply = messages[opening + 2 * at + 1];
    return { did: didIn(text), text, reasoning, reply: reply?.role === "user" ? reply.content : null };
  });
}

/** What a turn did, in a line. */
export function didIn(text: string): string {
  const action = extractTagged(text, "action");
  if (!action.found) return words(action.reason);
  const first = action.answer.split("\n").find((line) => line.trim() !== "" && !line.startsWith("```"));
  return first?.trim() ?? "nothing";
}
