import { acceptAnswer } from "./accept-answer.ts";
import { afterReasoning } from "./after-reasoning.ts";
import { noAnswer, type Extraction } from "./extraction.ts";
import { nextFenceLine, type FenceLine } from "./fence-lines.ts";

const LANGUAGES = ["", "python", "py", "python3"];

/**
 * The last complete code fence tagged `python`, `py`, `python3` or not at all. Fences in other languages are passed
 * over; a fence of ours that is still open at the end means that the program was cut off: no answer. A fence ends at
 * a line of at least as many backticks, so a longer one may hold shorter ones. Where the opening line is indented,
 * the same indentation is taken off the lines within, as CommonMark has it.
 */
export function extractCode(completion: unknown): Extraction {
  const region = afterReasoning(completion);
  if ("found" in region) return region;
  let last: { from: number; to: number; indent: number } | null = null;
  let opened: FenceLine | null = null;
  for (let line = nextFenceLine(region.lower, 0); line !== null; line = nextFenceLine(region.lower, line.next)) {
    if (opened === null) opened = line;
    else if (line.info === "" && line.backticks >= opened.backticks) {
      if (isOurs(opened)) last = { from: opened.next, to: line.start, indent: opened.indent };
      opened = null;
    }
  }
  if (opened !== null && isOurs(opened)) return noAnswer("unclosed_answer");
  if (last === null) return noAnswer("no_answer");
  return acceptAnswer(withoutIndent(region.text.slice(last.from, last.to), last.indent));
}

/** True when the first word of the info string is one of our languages. */
function isOurs(line: FenceLine): boolean {
  const blank = line.info.indexOf(" ");
  return LANGUAGES.includes(blank === -1 ? line.info : line.info.slice(0, blank));
}

function withoutIndent(code: string, indent: number): string {
  if (indent === 0) return code;
  const lines = code.split("\n").map((line) => {
    let blanks = 0;
    while (blanks < indent && line.charCodeAt(blanks) === 32) blanks += 1;
    return line.slice(blanks);
  });
  return lines.join("\n");
}
