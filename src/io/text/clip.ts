import { textHead } from "../../core/index.ts";

/** A text of at most so many UTF-16 units, with `…` where it was cut; never half of a character. */
export function clip(text: string, width: number): string {
  if (text.length <= width) return text;
  return width < 1 ? "" : `${textHead(text, width - 1)}…`;
}
