import { readProgram, type Runner } from "./python/read-program.ts";

/** What a question of this kind says. */
export interface AbductionTask {
  readonly run: Runner;
  /** The lines that are to be printed. */
  readonly output: readonly string[];
  /** How many numbers the first line of the input has, and how large they may be. */
  readonly count: number;
  readonly largest: number;
  /** How many letters the second line has. */
  readonly letters: number;
  /** The third line is a number from 1 to this. */
  readonly largestKey: number;
}

/** A candidate for an answer. */
export interface Guess {
  readonly numbers: readonly number[];
  readonly word: string;
  readonly key: number;
}

export function linesOf({ numbers, word, key }: Guess): string[] {
  return [numbers.join(" "), word, String(key)];
}

const TOPIC = /find an input/i;
const FENCE = /```([a-z0-9]*)\n([\s\S]*?)```/g;
const NUMBERS = /(\d{1,3}) integers? from 0 to (\d{1,4})/;
const LETTERS = /(\d{1,3}) lower-case letters?/;
const KEY = /one integer from 1 to (\d{1,4})/;
/** Questions are far shorter; no longer text is searched for one. */
const LONGEST_QUESTION = 20_000;

/**
 * The task in a text: a program and its output in code fences, and in words what the three lines of the input hold.
 *
 * @returns `null` when the text does not look like such a task, or its program is not understood.
 */
export function readTask(text: string): AbductionTask | null {
  if (!looksLikeAbduction(text)) return null;
  const [program, output] = [...text.matchAll(FENCE)].map(([, , content]) => content);
  const [numbers, letters, key] = [NUMBERS, LETTERS, KEY].map((pattern) => pattern.exec(text)?.slice(1).map(Number));
  if (program === undefined || output === undefined) return null;
  const run = readProgram(program);
  const [count, largest] = numbers ?? [];
  const [length] = letters ?? [];
  const [largestKey] = key ?? [];
  if (run === null || count === undefined || largest === undefined) return null;
  if (length === undefined || largestKey === undefined) return null;
  return { run, output: output.trimEnd().split("\n"), count, largest, letters: length, largestKey };
}

/** Cheap, for deciding whose task it is. */
export function looksLikeAbduction(text: string): boolean {
  return text.length <= LONGEST_QUESTION && TOPIC.test(text) && text.includes("```");
}
