/** Behind a space, and in JSON behind a comma. */
const BREAKS = /(?<= )|(?<=,)(?=")/;

/** A text in lines of a terminal, broken between words; a word that is too long for a line stays whole. */
export function wrap(text: string, { width = 80, indent = "" }: { width?: number; indent?: string } = {}): string {
  const lines: string[] = [];
  for (const word of text.split(BREAKS)) {
    const line = lines.at(-1);
    if (line !== undefined && `${line}${word}`.trimEnd().length <= width) lines[lines.length - 1] = `${line}${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** A heading and a text beside it, whose further lines stand below its first. */
export function hanging(heading: string, text: string): string {
  return heading + wrap(text, { indent: " ".repeat(heading.length) }).slice(heading.length);
}
