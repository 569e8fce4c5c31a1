/**
 * A name that stands twice in one object of a JSON text, with its quotes; `null` where none does.
 *
 * @param text valid JSON.
 */
export function repeatedName(text: string): string | null {
  // The names of each open object so far; of a list, none.
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "{") open.push(new Set());
    else if (character === "[") open.push(null);
    else if (character === "}" || character === "]") open.pop();
    else if (character === '"') {
      const end = endOfString(text, at);
      const names = open.at(-1);
      if (names && isName(text, end)) {
        // Two spellings may be one name.
        const name = JSON.parse(text.slice(at, end)) as string;
        if (names.has(name)) return JSON.stringify(name);
        names.add(name);
      }
      at = end - 1;
    }
  }
  return null;
}

/** Index behind the closing quote of the string that begins at an index. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function isName(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && /\s/.test(text[at] as string)) at += 1;
  return text[at] === ":";
}
