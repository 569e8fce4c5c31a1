const BLANKS = "[ \\t]{0,16}";
/**
 * `Step 3:`, `Line 3.`, `3)`, `(3)`, `[3]`, `#3`, `L3:`, `0.003:` as planners print the time. A number without any mark is a
 * place only where a word says so.
 */
const PLACE = new RegExp(
  `^(?:(?:step|line|action)${BLANKS}#?\\d{1,6}${BLANKS}(?:->|=>|→|⇒|[.):-])?|l\\d{1,6}[.):]|[#]\\d{1,6}[.):]?|[(]\\d{1,6}[)][.:]?|[[]\\d{1,6}[\\]][.:]?|` +
    `\\d{1,6}(?:\\.\\d{1,6})?${BLANKS}[.):-])${BLANKS}(?=\\S)`,
);

/** A line in lower case without the number that says which one it is: `step 3: (a b)` as `(a b)`. */
export function withoutPlace(line: string): string {
  return line.replace(PLACE, "");
}

/** That number, or `null` where there is none. */
export function placeOf(line: string): number | null {
  const place = PLACE.exec(line)?.[0];
  return place === undefined ? null : Number(/\d+(?:\.\d+)?/.exec(place)?.[0]);
}

/** `Step 1:` on a line of its own, also behind a bullet: the number of what stands below it. */
const PLACE_LINE = /^(?:[-*+•][ \t]{1,8})?[([]?(?:step|action|line|move)[ \t]{0,8}#?\d{1,6}[)\]]?[ \t]{0,4}[.:)-]?$/;

/** True for a line with nothing but the number of the step or line below it. */
export function isPlaceLine(line: string): boolean {
  return PLACE_LINE.test(line);
}
