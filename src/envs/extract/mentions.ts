/** Pairs of characters that show what stands between them as a word and not as the thing itself. */
const QUOTES: ReadonlyMap<string, string> = new Map([
  ["`", "`"],
  ['"', '"'],
  ["'", "'"],
  ["“", "”"],
  ["‘", "’"],
  ["«", "»"],
]);
/** What is written between two tags, or after one, that are talked about and not used. */
const CONNECTIVES = new Set(["", "and", "or", "to", "/", ",", "&", "...", "…", "–", "-"]);
const NOUNS = new Set([
  "tag",
  "tags",
  "and",
  "or",
  "block",
  "blocks",
  "element",
  "elements",
  "section",
  "sections",
  "field",
  "marker",
  "markers",
  "format",
  "pair",
  "as",
]);
const LONGEST = 16;

/** True for `` `<answer>` `` and "<answer>": named, not used. */
export function isQuoted(text: string, start: number, end: number): boolean {
  const close = QUOTES.get(text.charAt(start - 1));
  return close !== undefined && text.charAt(end) === close;
}

/** True when a sentence runs into `at` on its line: the last thing before it, blanks aside, ends in a letter. */
export function followsProse(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (text.charCodeAt(before) === 32 || text.charCodeAt(before) === 9)) before -= 1;
  return before < at - 1 && isLetterOrMark(text.charCodeAt(before));
}

/** True when what stands from `start` to `end` only joins two names: `<answer> and </answer>`. */
export function isConnective(text: string, start: number, end: number): boolean {
  return end - start <= LONGEST && CONNECTIVES.has(text.slice(start, end).trim().toLowerCase());
}

/** True when a word follows that says that a tag was only named: `<answer> tags`. */
export function isNamedAt(text: string, end: number): boolean {
  const word = /^[ \t]*([a-z]+)/i.exec(text.slice(end, end + LONGEST));
  return word !== null && NOUNS.has((word[1] as string).toLowerCase());
}

/** Letters of any script, and the comma or colon that a sentence may have before a tag. */
function isLetterOrMark(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 44 || code > 0xbf;
}
