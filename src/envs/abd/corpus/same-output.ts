/** True when two outputs are equal but for white space at the ends of lines and of the whole. */
export function sameOutput(a: string, b: string): boolean {
  return settle(a) === settle(b);
}

function settle(output: string): string {
  return output
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd();
}
