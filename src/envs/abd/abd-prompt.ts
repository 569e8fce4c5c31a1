import type { Domain } from "./domain.ts";

/** The question in words for a generated program. It holds no answer in tags, so that echoing it scores nothing. */
export function programPrompt(program: string, output: readonly string[], domain: Domain): string {
  return `Below is a Python 3 program that reads three lines of input. Find an input for which it prints exactly the output shown after it. Such an input exists; if there are several, any of them will do.

\`\`\`python
${program}\`\`\`

Output:
\`\`\`text
${output.join("\n")}
\`\`\`

The input has exactly three lines, without any other characters:
1. ${domain.count} integers from 0 to ${domain.largest}, separated by single blanks
2. ${domain.letters} lower-case ${domain.letters === 1 ? "letter" : "letters"}
3. one integer from 1 to ${domain.largestKey}

Write these three lines between an opening <input> tag and a closing </input> tag. Only the last such answer counts.`;
}
