import { extractCode, type CodeWanted } from "../extract/index.ts";

/** A program out of a completion, or why there is none to run. */
export type TakenProgram =
  | { readonly found: true; readonly program: string }
  | { readonly found: false; readonly reason: string; readonly extracted: string | null };

/** The program of a completion: fenced, not empty, and text that a sandbox can be given. */
export function takeProgram(completion: unknown, wanted: CodeWanted): TakenProgram {
  const extraction = extractCode(completion, wanted);
  if (!extraction.found) return { found: false, reason: extraction.reason, extracted: null };
  const program = extraction.answer;
  const refused = (reason: string): TakenProgram => ({ found: false, reason, extracted: program });
  if (!program.isWellFormed() || program.includes("\0")) return refused("forbidden_character");
  if (program.trim() === "") return refused("empty_program");
  return { found: true, program };
}
