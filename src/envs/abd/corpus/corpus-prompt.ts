import type { CorpusEntry } from "./program-corpus.ts";

/** The question in words for a program of a corpus. */
export function corpusPrompt({ program, output }: CorpusEntry): string {
  return `Below is a Python 3 program that reads standard input. Find an input for which it prints exactly the output shown after it, white space at the ends of lines aside. Such an input exists; if there are several, any of them will do.

\`\`\`python
${program.trimEnd()}
\`\`\`

Output:
\`\`\`text
${output.trimEnd()}
\`\`\`

Write the whole input between an opening <input> tag and a closing </input> tag. Only the last such answer counts.`;
}
