/** A line that starts a code fence or ends one: up to three blanks, then three backticks or more (CommonMark 4.5). */
export interface FenceLine {
  readonly indent: number;
  readonly backticks: number;
  /** What follows the backticks on the line, trimmed, in ASCII lower case. */
  readonly info: string;
  /** Index of the line's first character. */
  readonly start: number;
  /** Index after the line's newline, or the text's length. */
  readonly next: number;
}

const BLANK = 32;
const NEWLINE = 10;
const BACKTICK = 96;
const MAX_INDENT = 3;
/** Longer info strings name no language of ours; they count as cut off here. */
const MAX_INFO_LENGTH = 256;

/** The next fence line at or after `from`, or `null`. Every character is looked at a bounded number of times. */
export function nextFenceLine(lower: string, from: number): FenceLine | null {
  let at = lower.indexOf("```", from);
  while (at !== -1) {
    let afterRun = at + 3;
    while (lower.charCodeAt(afterRun) === BACKTICK) afterRun += 1;
    const indent = indentBefore(lower, at);
    if (indent !== -1) {
      const newline = lower.indexOf("\n", afterRun);
      const end = newline === -1 ? lower.length : newline;
      const info = lower.slice(afterRun, Math.min(end, afterRun + MAX_INFO_LENGTH)).trim();
      const tick = lower.indexOf("`", afterRun);
      const inline = tick !== -1 && tick < end;
      const next = newline === -1 ? end : end + 1;
      if (!inline) return { indent, backticks: afterRun - at, info, start: at - indent, next };
      afterRun = next;
    }
    at = lower.indexOf("```", afterRun);
  }
  return null;
}

/** How many blanks stand between the start of the line and `at`; -1 when it is more than three or anything else. */
function indentBefore(text: string, at: number): number {
  for (let indent = 0; indent <= MAX_INDENT; indent += 1) {
    const before = at - indent - 1;
    if (before < 0 || text.charCodeAt(before) === NEWLINE) return indent;
    if (text.charCodeAt(before) !== BLANK) return -1;
  }
  return -1;
}
