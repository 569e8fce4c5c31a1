import type { Question } from "../../study.ts";
import { parseStatement } from "../spec/statement.ts";
import type { Spec } from "../spec/spec.ts";
import type { Style } from "../spec/write-python.ts";

/** What a reader can take out of a prompt. */
export interface OpenedQuestion {
  readonly spec: Spec | null;
  readonly style: Style;
  readonly exampleInput: string;
  readonly exampleOutput: string;
}

/** Takes a prompt apart by its fixed words. */
export function openQuestion({ prompt }: Question): OpenedQuestion {
  const statement = between(prompt, "Task:\n", "\n\nLines end with");
  return {
    spec: parseStatement(statement),
    style: prompt.startsWith("Write a Python 3 function") ? "function_call" : "stdin_stdout",
    exampleInput: between(prompt, "Example input:\n```text\n", "```\nExample output:"),
    exampleOutput: between(prompt, "Example output:\n```text\n", "\n```\n"),
  };
}

function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start) + start.length;
  return text.slice(from, text.indexOf(end, from));
}
