import type { Environment } from "../../../src/envs/index.ts";

/** Of a prompt so many n-grams are kept at most, spread evenly over it: prompts of TRACK are long. */
const MOST_GRAMS = 200;

/** Readers who have seen questions and answers of a level and know nothing else of where they come from. */
export class Readers {
  readonly #byMask = new Map<string, string>();
  readonly #byGram = new Map<string, number[]>();
  readonly #answers: string[] = [];
  readonly #counts = new Map<string, number>();

  constructor(environment: Environment, level: number, count: number, series: string) {
    for (let index = 0; index < count; index += 1) {
      const question = environment.generate({ level }, `${series}-${index}`);
      this.#learn(question.prompt, (environment.study?.oracle(question) ?? "") as string);
    }
  }

  #learn(prompt: string, answer: string): void {
    const place = this.#answers.push(answer) - 1;
    this.#byMask.set(masked(prompt), answer);
    this.#counts.set(answer, (this.#counts.get(answer) ?? 0) + 1);
    for (const gram of grams(prompt)) {
      const places = this.#byGram.get(gram);
      if (places === undefined) this.#byGram.set(gram, [place]);
      else places.push(place);
    }
  }

  /** The answer to a question that looks the same once its numbers are masked. */
  dictionary(prompt: string): string {
    return this.#byMask.get(masked(prompt)) ?? "";
  }

  /** The answer that was right most often. */
  commonest(): string {
    return [...this.#counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
  }

  /** The answer to the question that shares most n-grams, the rarer ones counting more. */
  nearest(prompt: string): string {
    return this.#answers[this.#nearestTo(prompt)] ?? "";
  }

  /** The same answer with the words of the new question in the places of the old one's, by the order in which they come. */
  renamed(prompt: string, seen: (index: number) => string): string {
    const index = this.#nearestTo(prompt);
    const [old, own] = [wordsOf(seen(index)), wordsOf(prompt)];
    return (this.#answers[index] ?? "").replace(WORD, (word) => own[old.indexOf(word)] ?? word);
  }

  #nearestTo(prompt: string): number {
    const weights = new Map<number, number>();
    for (const gram of grams(prompt)) {
      const places = this.#byGram.get(gram) ?? [];
      for (const place of places) weights.set(place, (weights.get(place) ?? 0) + 1 / places.length);
    }
    return [...weights].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
  }
}

const WORD = /\b[b-z][aeiou][b-z][aeiou][b-z]\b/g;

/** The nonsense words of a text, each once. */
function wordsOf(text: string): string[] {
  return [...new Set(text.match(WORD))];
}

/** A text with 0 for every number and numbers for its words. */
function masked(prompt: string): string {
  const words = wordsOf(prompt);
  return prompt.replace(/\d+/g, "0").replace(WORD, (word) => `w${words.indexOf(word)}`);
}

/** Three words or numbers in a row of a masked text, without what every prompt says. */
function grams(prompt: string): Set<string> {
  const words = new Map(wordsOf(prompt).map((word, at) => [word, `w${at}`]));
  const tokens = (prompt.match(/[a-z]+|\d+|[=+-]+/gi) ?? []).map((token) => words.get(token) ?? token);
  const all = [...new Set(tokens.slice(2).map((_, at) => tokens.slice(at, at + 3).join(" ")))];
  const step = Math.max(1, Math.floor(all.length / MOST_GRAMS));
  return new Set(all.filter((_, at) => at % step === 0));
}
