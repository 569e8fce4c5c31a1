import type { Random } from "../../core/index.ts";
import type { IoTest } from "./hidden/hidden-tests.ts";
import type { Style } from "./python/write-python.ts";
import type { Task } from "./task/task.ts";
import { statementOf, type Telling } from "./words/statement.ts";

const INTERFACES: Readonly<Record<Style, string>> = {
  stdin_stdout: "Write a Python 3 program that reads standard input and prints the answer to standard output.",
  function_call:
    "Write a Python 3 function solve(text) that takes the whole input as one string and returns as one string what the task says to print. It must not read standard input; what it prints is ignored.",
};

/** The same for every question, but for what items are called. */
function conventions({ item, items }: Task): string {
  return `Conventions. All numbers are integers, separated by single spaces within a line. Positions are counted from 1, in the order of the input; setting ${items} aside does not change them. Remainders (modulo) by m are from 0 to m - 1, also of negative numbers, and "rounded down" means towards minus infinity. Quantities and properties are worked out for all ${items} of the input, before any are set aside; everything after that is only about the ${items} that count, which are all ${items} unless some are set aside. A stretch is one or more ${items} that count, with no other ${item} that counts between them; its length is how many they are, and two stretches differ if they begin or end differently. A pair is two different ${items} that count: the earlier one stands before the later one in the input. A total is a sum.`;
}

/** The question in words. Its fences are tagged as text, so that echoing it is no program. */
export function dedPrompt(task: Task, style: Style, telling: Telling, example: IoTest, random: Random): string {
  return `${INTERFACES[style]}

Task:
${statementOf(task, telling, random)}

${conventions(task)}

Example input:
\`\`\`text
${example.input}\`\`\`
Example output:
\`\`\`text
${example.output}
\`\`\`

The answer is run on hidden inputs, small ones and ones of the full size, and is right only if all outputs are. A run may take about as long as 0.5 seconds of plain Python, so a program whose work grows with the square of n will not come to its end. Only the standard library may be used. Write the whole ${style === "stdin_stdout" ? "program" : "function"} in one fenced code block tagged python; only the last such block counts.`;
}
