/** Weight of a line or a word too many or too few, against 1 for a letter that differs. */
const MISSING = 3;
/** Numbers further apart than this all count as equally wrong. */
const FAR = 100;

/** How far an output is from the wanted one; 0 only where they are equal. */
export function outputDistance(lines: readonly string[], wanted: readonly string[]): number {
  let distance = 0;
  for (const [at, line] of wanted.entries()) distance += lineDistance(lines[at] ?? "", line);
  return distance + MISSING * Math.abs(lines.length - wanted.length);
}

function lineDistance(line: string, wanted: string): number {
  if (line === wanted) return 0;
  const [own, other] = [line.split(" "), wanted.split(" ")];
  let distance = MISSING * Math.abs(own.length - other.length);
  for (const [at, word] of other.entries()) distance += wordDistance(own[at] ?? "", word);
  return distance;
}

function wordDistance(word: string, wanted: string): number {
  if (word === wanted) return 0;
  const [a, b] = [Number(word), Number(wanted)];
  if (Number.isInteger(a) && Number.isInteger(b)) return 1 + Math.min(Math.abs(a - b), FAR) / FAR;
  let distance = Math.abs(word.length - wanted.length);
  for (let at = 0; at < Math.min(word.length, wanted.length); at += 1) if (word[at] !== wanted[at]) distance += 1;
  return distance;
}
