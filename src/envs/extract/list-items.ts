/** `- x1: True`, `* -2`, `• 3`: what marks the items of a list. */
const BULLET = /^([-*+•‣▪◦·→➤►▸])[ \t]+(?=\S)/;
const NUMBER = /^(?:\((\d{1,6})\)|(\d{1,6})[.)])[ \t]+(?=\S)/;

/**
 * Lines without what marks them as items of a list: bullets, or numbers that count up from 1 or are all 1, where all
 * lines have them.
 * What may be read in two ways stays as it is: `- 1` on every line may be a list of ones or of minus ones, unless some item
 * has a sign of its own; and so does a single line with a number before it.
 */
export function listItems(lines: readonly string[]): readonly string[] {
  return withoutNumbers(withoutBullets(lines));
}

function withoutBullets(lines: readonly string[]): readonly string[] {
  const marks = lines.map((line) => BULLET.exec(line)?.[1]);
  const mark = marks[0];
  if (mark === undefined || marks.some((other) => other !== mark)) return lines;
  const items = lines.map((line) => line.replace(BULLET, ""));
  const plain = items.every((item) => /^\d+\W*$/.test(item));
  return mark === "-" && plain ? lines : items;
}

function withoutNumbers(lines: readonly string[]): readonly string[] {
  const numberOf = (line: string): number => {
    const found = NUMBER.exec(line);
    return Number(found?.[1] ?? found?.[2] ?? NaN);
  };
  const counted =
    lines.every((line, index) => numberOf(line) === index + 1) || lines.every((line) => numberOf(line) === 1);
  return counted && lines.length > 1 ? lines.map((line) => line.replace(NUMBER, "")) : lines;
}
