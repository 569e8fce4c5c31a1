/**
 * The beginning of a text, of at most so many UTF-16 units: never half of a character, which no file can hold, so that what
 * is stored would differ from what was said.
 *
 * @example textHead("ab😀", 3) // "ab"
 */
export function textHead(text: string, most: number): string {
  const end = Math.max(0, most);
  return text.slice(0, splits(text, end) ? end - 1 : end);
}

/**
 * The end of a text, likewise.
 *
 * @example textTail("😀ab", 3) // "ab"
 */
export function textTail(text: string, most: number): string {
  const from = Math.max(0, text.length - Math.max(0, most));
  return text.slice(splits(text, from) ? from + 1 : from);
}

/** Whether a cut there would go through a character. */
function splits(text: string, at: number): boolean {
  return isBetween(text.charCodeAt(at - 1), 0xd800) && isBetween(text.charCodeAt(at), 0xdc00);
}

/** Of the one or the other half of a pair there are 1024. */
function isBetween(unit: number, first: number): boolean {
  return unit >= first && unit < first + 0x400;
}
