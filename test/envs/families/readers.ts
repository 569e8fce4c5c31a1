import { sha256Hex } from "../../../src/core/index.ts";
import type { Environment } from "../../../src/envs/index.ts";
import { Repeats } from "../repeats.ts";
import { Grams } from "./grams.ts";

/** Readers who have seen questions and answers of a level and know nothing else of where they come from. */
export class Readers {
  readonly #byMask = new Map<string, string>();
  readonly #byGram = new Grams();
  readonly #answers: string[] = [];
  readonly #counts = new Map<string, number>();
  readonly #promptOf: (index: number) => string;
  /** How many of the questions that they have seen were alike. */
  readonly repeats: Repeats;

  constructor(environment: Environment, level: number, count: number, series: string) {
    this.repeats = new Repeats(environment);
    this.#promptOf = (index) => environment.generate({ level }, `${series}-${index}`).prompt;
    for (let index = 0; index < count; index += 1) {
      const question = environment.generate({ level }, `${series}-${index}`);
      this.repeats.add(question);
      this.#learn(question.prompt, (environment.study?.oracle(question) ?? "") as string);
    }
  }

  /** What each of them answers to a question. */
  answersTo(prompt: string): Readonly<Record<string, string>> {
    const place = this.#byGram.nearest(tokens(prompt));
    const answer = this.#answers[place] ?? "";
    return {
      // To a question that looks the same once its numbers are masked.
      dictionary: this.#byMask.get(sha256Hex(masked(prompt))) ?? "",
      // What was right most often.
      commonest: this.#commonest,
      // To the question that shares most n-grams.
      nearest: answer,
      renamed: renamed(answer, this.#promptOf(place), prompt),
    };
  }

  #learn(prompt: string, answer: string): void {
    this.#answers.push(answer);
    this.#byMask.set(sha256Hex(masked(prompt)), answer);
    this.#counts.set(answer, (this.#counts.get(answer) ?? 0) + 1);
    this.#byGram.add(tokens(prompt));
  }

  get #commonest(): string {
    return [...this.#counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
  }
}

const WORD = /\b[b-z][aeiou][b-z][aeiou][b-z]\b/g;

/** The same answer with the words of the new question in the places of the old one's, by the order in which they come. */
function renamed(answer: string, old: string, own: string): string {
  const [before, now] = [wordsOf(old), [...wordsOf(own).keys()]];
  return answer.replace(WORD, (word) => now[before.get(word) ?? -1] ?? word);
}

/** The nonsense words of a text, each with its number. */
function wordsOf(text: string): Map<string, number> {
  return new Map([...new Set(text.match(WORD))].map((word, at) => [word, at]));
}

/** A text with 0 for every number and numbers for its words. */
function masked(prompt: string): string {
  const words = wordsOf(prompt);
  return prompt.replace(/\d+/g, "0").replace(WORD, (word) => `w${words.get(word)}`);
}

/** Words and numbers of a text, with numbers for its nonsense words. */
function tokens(prompt: string): string[] {
  const words = wordsOf(prompt);
  return (prompt.match(/[a-z]+|\d+|[=+-]+/gi) ?? []).map((token) => {
    const word = words.get(token);
    return word === undefined ? token : `w${word}`;
  });
}
