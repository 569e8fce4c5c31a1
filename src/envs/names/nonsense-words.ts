import type { Random } from "../../core/index.ts";

const CONSONANTS = Array.from("bdfgklmnprstvz");
const VOWELS = Array.from("aeiou");
/** Words of this form that mean something in a question. */
const RESERVED: ReadonlySet<string> = new Set(["begin", "given"]);

/**
 * Different words of five letters that mean nothing, so that nothing is known about what they name: `rovak`, `lumis`.
 *
 * @param taken words that must not come again; the new ones are added to it.
 */
export function nonsenseWords(count: number, random: Random, taken = new Set<string>()): string[] {
  const words: string[] = [];
  while (words.length < count) {
    const word = [CONSONANTS, VOWELS, CONSONANTS, VOWELS, CONSONANTS].map((letters) => random.pick(letters)).join("");
    if (RESERVED.has(word) || taken.has(word)) continue;
    taken.add(word);
    words.push(word);
  }
  return words;
}
