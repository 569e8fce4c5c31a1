import type { ProgramDraft } from "../draft/program-draft.ts";
import type { Piece } from "../draft/variables.ts";

/** A kind of statement, with everything about it that can vary drawn from the draft's stream. */
export interface Template {
  readonly name: string;
  /** `null` where it does not fit the draft: an item would grow too large, say. */
  draft(draft: ProgramDraft): Piece | null;
}
