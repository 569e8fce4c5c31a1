import { z } from "zod";
import { canonicalJson, sha256Hex } from "../core/index.ts";
import { keptTurnSchema, type KeptTurn } from "./episode-turn.ts";

const turnsSchema = z.strictObject({
  v: z.literal(1),
  turns: z.array(keptTurnSchema).min(1).max(32),
  /** Of the turns in canonical JSON; journals of before have none. */
  sha256: z.string().optional(),
});
/** 32 turns of 256 KiB, perhaps escaped. */
export const MAX_TURNS_BYTES = 64 << 20;

/** The turns of an episode as a journal stores them. */
export function turnsText(turns: readonly KeptTurn[]): string {
  return canonicalJson({ v: 1, turns: [...turns], sha256: digestOf(turns) });
}

/**
 * Reads them back.
 *
 * @throws SyntaxError, also for turns that were changed since they were kept, or a ZodError for another text
 */
export function turnsOfText(text: string): readonly KeptTurn[] {
  const { turns, sha256 } = turnsSchema.parse(JSON.parse(text));
  if (sha256 !== undefined && sha256 !== digestOf(turns)) {
    throw new SyntaxError("The turns are not those that were kept: their SHA-256 is another one.");
  }
  return turns;
}

/** Against a change by hand or by a disk; whoever means to deceive can reckon it anew. */
function digestOf(turns: readonly KeptTurn[]): string {
  return sha256Hex(canonicalJson([...turns]));
}
