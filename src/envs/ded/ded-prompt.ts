import type { IoTest } from "./hidden/hidden-tests.ts";
import { renderStatement } from "./spec/statement.ts";
import type { Spec } from "./spec/spec.ts";
import type { Style } from "./spec/write-python.ts";

const INTERFACES: Readonly<Record<Style, string>> = {
  stdin_stdout: "Write a Python 3 program that reads standard input and prints the result to standard output.",
  function_call:
    "Write a Python 3 function solve(text) that takes the whole input as one string and returns the whole output as one string, where the task says print. It must not read standard input; what it prints is ignored.",
};

/** The question in words. Its fences are tagged as text, so that echoing it is no program. */
export function dedPrompt(spec: Spec, style: Style, example: IoTest): string {
  return `${INTERFACES[style]}

Task:
${renderStatement(spec)}

Lines end with a newline character. All integers of the input are written in decimal, and all inputs have the form that is described. White space at the ends of output lines does not matter.

Example input:
\`\`\`text
${example.input}\`\`\`
Example output:
\`\`\`text
${example.output}
\`\`\`

The answer is run on hidden inputs, among them empty, large and unusual ones, and is right only if all outputs are. Only the standard library may be used. Write the whole ${style === "stdin_stdout" ? "program" : "function"} in one fenced code block tagged python; only the last such block counts.`;
}
