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
/** What a tag is called that is talked about. */
const NOUNS = new Set([
  "tag",
  "tags",
  "block",
  "blocks",
  "element",
  "elements",
  "section",
  "sections",
  "marker",
  "markers",
]);
/** Words that follow a tag in a sentence about it: where it stands, what is said of it. */
// prettier-ignore
const FOLLOWING = new Set([
  "and", "or", "field", "fields", "format", "form", "pair", "part", "line", "as", "above", "below", "here", "is", "are", "was",
  "were", "has", "holds", "contains", "satisfies", "stands", "itself", "only", "wrapper", "delimiters", "delimiter",
  "content", "contents", "region", "with", "which", "that", "because", "since", "so", "where", "when", "in", "at",
]);
const LONGEST = 16;
const PUNCTUATION = /^[*_]{0,2}(?:[.,;:!?)]+(?:\s|$)|[ \t]*-->)/;
const CALLED_AND_TOLD = /^[*_]{0,2}[ \t]+(?:tag|marker)s?[ \t]+(?:was|were|is|are|has|have|had|will)\b/;

/** True for `` `<answer>` `` and "<answer>": named, not used. */
export function isQuoted(text: string, start: number, end: number): boolean {
  // Before millions of marks stands none of them.
  const before = text.charCodeAt(start - 1);
  if (before < 128 && before !== 96 && before !== 34 && before !== 39) return false;
  const close = QUOTES.get(text.charAt(start - 1));
  if (close === undefined || text.charAt(end) !== close) return false;
  // Three of them are a fence: that of a draft, or of the answer behind.
  return close !== "`" || !(text.startsWith("``", end + 1) || (start > 2 && text.startsWith("``", start - 3)));
}

/**
 * True when a sentence runs into `at` on its line: the last thing before it, blanks aside, ends in a letter. A bracket or
 * the stars of emphasis may stand between them.
 */
export function followsProse(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && before > at - 4 && "(*_".includes(text.charAt(before))) before -= 1;
  const opened = before < at - 1 && text.charAt(at - 1) === "(";
  const from = before;
  while (before >= 0 && (text.charCodeAt(before) === 32 || text.charCodeAt(before) === 9)) before -= 1;
  return (before < from && isLetterOrMark(text.charCodeAt(before))) || opened;
}

/** True when what stands from `start` to `end` only joins two names: `<answer> and </answer>`. */
export function isConnective(text: string, start: number, end: number): boolean {
  return end - start <= LONGEST && CONNECTIVES.has(text.slice(start, end).trim().toLowerCase());
}

/** True when the tag from `start` to `end` is called a tag: `<think> tags`, also at the start of a sentence. */
export function isCalledTag(text: string, end: number): boolean {
  return NOUNS.has(wordBehind(text, end) ?? "");
}

/**
 * True when a sentence runs into the opening mark of reasoning from `start` to `end` and calls it a tag, or goes on with a comma,
 * a period or a bracket right behind it: "my `<think>` section is over", "(end of `<think>`)". Words behind it alone are no
 * sign: they may be the reasoning. At the start of a line what it is called has to be followed by what was with it.
 */
export function isNamedOpening(text: string, start: number, end: number): boolean {
  const behind = text.slice(end, end + LONGEST);
  if (followsProse(text, start)) return isCalledTag(text, end) || PUNCTUATION.test(behind);
  return CALLED_AND_TOLD.test(text.slice(end, end + 2 * LONGEST));
}

/** True when a sentence runs into the closing mark from `start` to `end` and calls it a tag: "after the `</think>` tag I answer". */
export function isNamedClosing(text: string, start: number, end: number): boolean {
  const word = /^[*_]{0,2}[ \t]+([a-z]+)\b/.exec(text.slice(end, end + LONGEST))?.[1];
  return word !== undefined && NOUNS.has(word) && followsProse(text, start);
}

/** True when a sentence runs into a tag and out of it again: "the `<answer>` above", "in `<answer>`, as asked". */
export function isNamedAt(text: string, start: number, end: number): boolean {
  if (isCalledTag(text, end)) return true;
  if (!followsProse(text, start)) return false;
  const word = wordBehind(text, end);
  if (word !== null) return FOLLOWING.has(word);
  return PUNCTUATION.test(text.slice(end, end + LONGEST));
}

function wordBehind(text: string, end: number): string | null {
  const word = /^[*_]{0,2}[ \t]+([a-z]+)\b/i.exec(text.slice(end, end + LONGEST))?.[1];
  return word?.toLowerCase() ?? null;
}

/** Letters of any script, and the comma or colon that a sentence may have before a tag. */
function isLetterOrMark(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 44 || code > 0xbf;
}
