/** A text of at most so many UTF-16 units, with `…` where it was cut; never half of a character. */
export function clip(text: string, width: number): string {
  if (text.length <= width) return text;
  const end = Math.max(0, width - 1);
  const last = text.charCodeAt(end - 1);
  const splits = last >= 0xd800 && last <= 0xdbff;
  return width < 1 ? "" : `${text.slice(0, splits ? end - 1 : end)}…`;
}
