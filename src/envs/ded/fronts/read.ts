import type { Sentence, Phrase } from "../language/sentence.ts";
import type { Values } from "../language/slots.ts";

/** The integers of a line, separated by blanks. */
export function integersIn(line: string | undefined): number[] {
  return (line ?? "")
    .split(" ")
    .filter((part) => part !== "")
    .map(Number);
}

/** The lines that follow a first line with their number. */
export function countedLines(lines: readonly string[]): readonly string[] {
  return lines.slice(1, 1 + Number(lines[0] ?? "0"));
}

/** The values of the rule with a given sentence, `undefined` if it is not among the rules. */
export function ruleValues(rules: readonly Phrase[], sentence: Sentence): Values | undefined {
  return rules.find((rule) => rule.id === sentence.id)?.values;
}
