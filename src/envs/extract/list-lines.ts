const BULLET = /^(?:[*+•‣▪◦·→➤►▸-])[ \t]+(?=\S)/;
const NUMBER = /^\(?(\d{1,6})(?:[.):]|[ \t]-)[ \t]*(?=\S)/;

/**
 * The lines of a list without blanks at their ends, empty lines, and what only marks the items: bullets, or numbers that
 * count up from 0 or 1 on all of at least two lines.
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
  const counted =
    lines.length > 1 &&
    (from === 0 || from === 1) &&
    lines.every((line, index) => Number(NUMBER.exec(line)?.[1] ?? NaN) === from + index);
  return counted ? lines.map((line) => line.replace(NUMBER, "")) : lines;
}
