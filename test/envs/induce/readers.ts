import type { Rule } from "../../../src/envs/induce/grammar/rule.ts";
import { induceEnvironment } from "../../../src/envs/index.ts";
import { firstFitting } from "../../../src/envs/induce/study/known-rules.ts";
import { readCalls } from "../../../src/envs/induce/study/read-calls.ts";
import { Repeats } from "../repeats.ts";

/** A question as a reader has met it, with its answer. */
interface Met {
  readonly prompt: string;
  readonly answer: string;
}

/** Readers who have seen questions and answers of a level and know nothing else of where they come from. */
export class Readers {
  /** How many of the questions that they have seen were alike. */
  readonly repeats = new Repeats(induceEnvironment);
  readonly #byMask = new Map<string, string>();
  readonly #byGram = new Map<string, number[]>();
  readonly #answers: string[] = [];
  readonly #rules: Rule[] = [];

  constructor(level: number, count: number, series: string) {
    for (let index = 0; index < count; index += 1) {
      const question = induceEnvironment.generate({ level }, `${series}-${index}`);
      this.repeats.add(question);
      this.#learn({ prompt: question.prompt, answer: (induceEnvironment.study?.oracle(question) ?? "") as string });
      this.#rules.push(...question.secret.rules);
    }
  }

  #learn({ prompt, answer }: Met): void {
    const place = this.#answers.push(answer) - 1;
    this.#byMask.set(masked(prompt), answer);
    for (const gram of grams(prompt)) {
      const places = this.#byGram.get(gram);
      if (places === undefined) this.#byGram.set(gram, [place]);
      else places.push(place);
    }
  }

  /** The answer to a question that looks the same once numbers and letters are masked. */
  dictionary(prompt: string): string {
    return this.#byMask.get(masked(prompt)) ?? "";
  }

  /** The answer to the question that shares most n-grams, the rarer ones counting more. */
  nearest(prompt: string): string {
    const weights = new Map<number, number>();
    for (const gram of grams(prompt)) {
      const places = this.#byGram.get(gram) ?? [];
      for (const place of places) weights.set(place, (weights.get(place) ?? 0) + 1 / places.length);
    }
    const [best] = [...weights].sort((a, b) => b[1] - a[1]);
    return best === undefined ? "" : (this.#answers[best[0]] ?? "");
  }

  /** Known functions that explain the calls, found by trying each of them. */
  trial(prompt: string): readonly Rule[] | null {
    const rules = readCalls(prompt).map((calls) => firstFitting(calls, this.#rules));
    return rules.includes(null) ? null : (rules as Rule[]);
  }
}

function masked(prompt: string): string {
  return prompt.replaceAll(/-?\d+/g, "0").replaceAll(/"[a-z]+"/g, '"a"');
}

/** Three numbers or words in a row, within the calls. */
function grams(prompt: string): Set<string> {
  const found = new Set<string>();
  for (const line of prompt.split("\n").filter((text) => /^[fg]\(.* == /.test(text))) {
    const tokens = line.match(/-?\d+|[a-z]+|==|\[|\]/g) ?? [];
    for (let at = 0; at + 3 <= tokens.length; at += 1) found.add(tokens.slice(at, at + 3).join(" "));
  }
  return found;
}
