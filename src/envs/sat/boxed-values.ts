/** An item of a list with a box before it. */
const BOXED = /^(?:(?:[-*+•]|\d{1,6}[.)])[ \t]{1,8})?(?:\[([x✓✔ \t]?)\]|([☐☑✅]))[ \t]{1,8}(\S[^\n]*)$/iu;
const EMPTY = /\[[ \t]{0,8}\](?=[ \t]{0,8}\S)|☐/u;
const NAME = /^(?:x|v)(?:_?\d{1,6}|_?\{\d{1,6}\}|[[(]\d{1,6}[\])])$/i;

/**
 * Boxes before names alone as truth values: `- [x] x2` says that it is true, `- [ ] x1` that it is false. What stands behind a
 * box that is not checked, with a value of its own, nobody says: `null`. Other texts as they are; where all boxes are checked,
 * without them.
 */
export function boxedValues(text: string): string | null {
  if (!text.includes("[") && !/[☐☑✅]/u.test(text)) return text;
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const boxes = lines.map((line) => BOXED.exec(line));
  if (!boxes.includes(null)) {
    const items = boxes.map((box) => box?.[3] ?? "");
    const areChecked = boxes.map((box) => (box?.[1] ?? box?.[2] ?? "").trim() !== "" && box?.[2] !== "☐");
    if (items.every((item) => NAME.test(item))) {
      return items.map((item, at) => `${item}=${areChecked[at] === true ? "T" : "F"}`).join("\n");
    }
    if (!areChecked.includes(false)) return items.join("\n");
  }
  return EMPTY.test(text) ? null : text;
}
