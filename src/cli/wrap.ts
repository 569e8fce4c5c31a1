/** A text in lines of a terminal, broken between words; a word that is too long for a line stays whole. */
export function wrap(text: string, { width = 80, indent = "" }: { width?: number; indent?: string } = {}): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines.join("\n");
}
