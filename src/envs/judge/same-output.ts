/**
 * True if two outputs have the same lines. White space at the ends of lines and empty lines at the end do not count.
 */
export function sameOutput(printed: string, wanted: string): boolean {
  return normal(printed) === normal(wanted);
}

function normal(output: string): string {
  const lines = output.split("\n").map(withoutTrailingBlanks);
  let end = lines.length;
  while (end > 0 && lines[end - 1] === "") end -= 1;
  return lines.slice(0, end).join("\n");
}

/** A loop, since a pattern for trailing blanks takes quadratic time on a megabyte of them. */
function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && " \t\r\v\f".includes(line.charAt(end - 1))) end -= 1;
  return line.slice(0, end);
}
