import type { Random } from "../../../core/index.ts";
import { drawNumbers, drawWord, type Domain, type ProgramInput } from "../domain.ts";
import type { Runner } from "../run/compile-program.ts";

const MOST_KEYS_PERCENT = 15;

/**
 * True when knowing all lines of the input but one does not make that one easy to guess: no random list and no random
 * word of so many trials gives the target, and few keys do. Outputs that end in checksums pass every other test and fail this one.
 */
export function linesAreHardToGuess(
  run: Runner,
  domain: Domain,
  target: { readonly input: ProgramInput; readonly lines: readonly string[]; readonly trials: number },
  random: Random,
): boolean {
  const output = target.lines.join("\n");
  const { input, trials } = target;
  const hits = (other: ProgramInput): boolean => {
    const result = run(other);
    return result.ended && result.lines.join("\n") === output;
  };
  let otherKeys = 0;
  for (let key = 1; key <= domain.largestKey; key += 1) {
    if (key !== input.key && hits({ ...input, key })) otherKeys += 1;
  }
  if (otherKeys * 100 > MOST_KEYS_PERCENT * (domain.largestKey - 1)) return false;
  const own = input.numbers.join(" ");
  for (let sample = 0; sample < trials; sample += 1) {
    const numbers = drawNumbers(domain, random);
    if (numbers.join(" ") !== own && hits({ ...input, numbers })) return false;
    const word = drawWord(domain, random);
    if (word !== input.word && hits({ ...input, word })) return false;
  }
  return true;
}
