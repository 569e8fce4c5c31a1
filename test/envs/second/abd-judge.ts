import type { PythonJob } from "../abd/python-driver.ts";
import type { SecondVerdict } from "./sat-judge.ts";
import { plainText, taggedAnswer, withoutHeading } from "./tagged-answer.ts";

/** A verdict, or an input on which CPython has to say what the program prints. */
export type Judged =
  | { readonly done: true; readonly verdict: SecondVerdict }
  | { readonly done: false; readonly job: PythonJob; readonly wanted: string };

/** ABD, judged from the prompt and from docs/environments-levels.md alone; the program is CPython's to run. */
export function judgeAbd(prompt: string, completion: string): Judged {
  const taken = taggedAnswer(completion, "input");
  if (!taken.found) return zero(taken.reason);
  const count = amount(prompt, /(\d+) integers from 0 to/);
  const largest = amount(prompt, /integers from 0 to (\d+)/);
  const letters = amount(prompt, /(\d+) lower-case letter/);
  const largestKey = amount(prompt, /one integer from 1 to (\d+)/);
  const text = withoutHeading(plainText(taken.answer));
  const json = /^\{"numbers": ?(\[[\d, ]*\]), ?"word": ?"([a-z]*)", ?"key": ?(\d+)\}$/.exec(text)?.slice(1);
  let lines = (json?.join("\n") ?? text)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length !== 3) return zero("wrong_line_count");
  if (lines.every((line, index) => line.startsWith(`${index + 1}. `))) lines = lines.map((line) => line.slice(3));
  const names = ["numbers: ", "word: ", "key: "];
  if (lines.every((line, index) => line.startsWith(names[index] ?? ""))) {
    lines = lines.map((line, index) => line.slice(names[index]?.length));
  }
  const [first, second, third] = lines as [string, string, string];
  const numbers = first.replace(/^\[(.*)\]$/, "$1").split(/\s*,\s*|\s+/);
  if (!numbers.every(isPlain)) return zero("numbers_not_canonical");
  if (numbers.length !== count) return zero("wrong_number_count");
  if (numbers.some((number) => Number(number) > largest)) return zero("number_out_of_range");
  const word = second.replace(/^(["'`])(.*)\1$/, "$2");
  if (word.length !== letters) return zero("wrong_word_length");
  if (!/^[a-z]*$/.test(word)) return zero("word_not_canonical");
  if (!isPlain(third)) return zero("key_not_canonical");
  if (Number(third) < 1 || Number(third) > largestKey) return zero("key_out_of_range");
  const [, program, output] = /```python\n([\s\S]*?)```\n\nOutput:\n```text\n([\s\S]*?)```/.exec(prompt) ?? [];
  if (program === undefined || output === undefined) throw new Error("The prompt has no program or no output.");
  return { done: false, job: { program, inputs: [`${numbers.join(" ")}\n${word}\n${third}`] }, wanted: output };
}

function isPlain(text: string): boolean {
  return /^(?:0|[1-9][0-9]*)$/.test(text);
}

function amount(prompt: string, pattern: RegExp): number {
  const found = pattern.exec(prompt)?.[1];
  if (found === undefined) throw new Error(`The prompt does not say ${pattern.source}.`);
  return Number(found);
}

function zero(reason: string): Judged {
  return { done: true, verdict: { score: 0, reason } };
}
