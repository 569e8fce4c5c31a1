const BULLET = /^(?:[*+•‣▪◦·→➤►▸-])[ \t]+(?:\[[x✓✔]\][ \t]+)?(?=\S)/i;
const NUMBER = /^\(?(\d{1,6})(?:[.):]|[ \t]-)[ \t]*(?=\S)/;

/**
 * The lines of a list without blanks at their ends, empty lines, and what only marks the items: bullets (also with a box that
 * is checked), or numbers that count up from 0 or 1 on all of at least two lines or are all 1, as Markdown allows.
 *
 * @example listLines("1. lift a\n2. drop a"); // ["lift a", "drop a"]
 */
export function listLines(text: string): string[] {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => line.replace(BULLET, ""));
  const first = NUMBER.exec(lines[0] ?? "")?.[1];
  const from = Number(first ?? NaN);
  const numbers = (step: number): boolean =>
    lines.every((line, index) => Number(NUMBER.exec(line)?.[1] ?? NaN) === from + step * index);
  const counted = lines.length > 1 && ((from === 0 && numbers(1)) || (from === 1 && (numbers(1) || numbers(0))));
  return counted ? lines.map((line) => line.replace(NUMBER, "")) : lines;
}
