/**
 * Control characters other than tab and newline, those that turn the direction of the text around them, and those that
 * nobody sees: soft hyphens, joiners, separators of lines, tags.
 */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** What this program paints with: bold, dim, underlined, the eight colours and their ends. Nothing that hides or moves. */
const PAINT = /(\u001b\[(?:0|1|2|4|22|24|3[0-7]|39)m)/;

/** A stranger's text with every character that hides or rearranges others written as its code: `⟨U+202E⟩`. */
export function visibleText(text: string): string {
  return text
    .replace(/\r\n/g, "\n")
    .toWellFormed()
    .replace(HIDDEN, (character) => `⟨U+${codeOf(character)}⟩`);
}

/** A text of our own with colours: they stay, everything else that hides is shown as {@link visibleText} does. */
export function visiblePaintedText(text: string): string {
  // What splits is kept as every second part.
  return text
    .split(PAINT)
    .map((part, place) => (place % 2 === 1 ? part : visibleText(part)))
    .join("");
}

/** A JSON text that says the same, with every such character escaped as JSON does it. */
export function visibleJson(json: string): string {
  // Between its values a JSON text has none of them but the newline.
  return json.replace(HIDDEN, (character) =>
    Array.from({ length: character.length }, (_, at) => escaped(character.charCodeAt(at))).join(""),
  );
}

/** A value whose texts are all visible. */
export function visibleValue<Value>(value: Value): Value {
  if (typeof value === "string") return visibleText(value) as Value;
  if (Array.isArray(value)) return value.map((item: unknown) => visibleValue(item)) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [visibleText(key), visibleValue(item)]),
  ) as Value;
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
