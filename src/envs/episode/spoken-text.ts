import { needText } from "../../core/index.ts";
import { MAX_TAIL_LENGTH } from "../extract/extraction.ts";
import { findReasoning } from "../extract/headed-reasoning.ts";
import type { Reasoning } from "../extract/reasoning.ts";

/** Cutting may bring to light what the text before hid; a text that goes on so is nothing but marks. */
const MAX_CUTS = 4;
/** Of longer texts only the end is read; blanks around all of them are not looked for, which takes as long as they are. */
const MAX_TRIMMED = 4 * MAX_TAIL_LENGTH;

/**
 * What a turn says without its reasoning: what the environment reads and what later turns are shown. Reasoning that
 * was never closed leaves nothing. Cutting again changes nothing.
 *
 * @example spokenText("<think>7?</think>\n<action>claim 7</action>"); // "<action>claim 7</action>"
 */
export function spokenText(said: string): string {
  needText(said, "spokenText", "what a turn said, a text");
  let text = said.length > MAX_TRIMMED ? said : said.trim();
  for (let cut = 0; cut < MAX_CUTS; cut += 1) {
    const reasoning = findReasoning(text);
    if (reasoning === null || reasoning.lastOpened !== -1 || isStillOpen(reasoning)) return "";
    if (reasoning.end === 0) return text;
    text = text.slice(reasoning.end).trim();
  }
  return "";
}

/** Opened before what is looked at, and not ended but in a sentence that only talks about it. */
function isStillOpen({ firstOpened, end }: Reasoning): boolean {
  return firstOpened !== -1 && firstOpened < end;
}
