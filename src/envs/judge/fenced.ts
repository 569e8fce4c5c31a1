/** A program as a model would write it down. */
export function fenced(program: string): string {
  return `\`\`\`python\n${program}${program.endsWith("\n") ? "" : "\n"}\`\`\``;
}
