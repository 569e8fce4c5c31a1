import { writeInput, type ProgramInput } from "../domain.ts";

/** True when a line of the input can be read off some lines: the first two anywhere in them, the key as a word. */
export function showsInput(lines: readonly string[], input: ProgramInput): boolean {
  const [numbers, word, key] = writeInput(input).split("\n") as [string, string, string];
  return lines.some((line) => line.includes(numbers) || line.includes(word) || line.split(" ").includes(key));
}
