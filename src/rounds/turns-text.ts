import { z } from "zod";
import { canonicalJson } from "../core/index.ts";
import { keptTurnSchema, type KeptTurn } from "./episode-turn.ts";

const turnsSchema = z.strictObject({ v: z.literal(1), turns: z.array(keptTurnSchema).min(1).max(32) });
/** 32 turns of 256 KiB, perhaps escaped. */
export const MAX_TURNS_BYTES = 64 << 20;

/** The turns of an episode as a journal stores them. */
export function turnsText(turns: readonly KeptTurn[]): string {
  return canonicalJson({ v: 1, turns: [...turns] });
}

/** Reads them back. @throws SyntaxError or a ZodError for another text */
export function turnsOfText(text: string): readonly KeptTurn[] {
  return turnsSchema.parse(JSON.parse(text)).turns;
}
