import { wrap } from "../../wrap.ts";

/** A text of many lines for a terminal of 80 columns; what would move the cursor or hide is shown as a question mark. */
export function wrapLines(text: string): string {
  return text
    .split("\n")
    .map((line) => wrap(line.replace(/(?!\t)\p{C}/gu, "?")))
    .join("\n");
}
