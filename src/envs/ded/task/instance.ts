/** An input as numbers. */
export interface Instance {
  readonly parameters: readonly number[];
  /** One for each field, each with a number an item. */
  readonly columns: readonly ArrayLike<number>[];
}

/** The input as a program reads it. */
export function inputText({ parameters, columns }: Instance): string {
  const count = columns[0]?.length ?? 0;
  const lines = new Array<string>(count + 2);
  lines[0] = [count, ...parameters].join(" ");
  lines[count + 1] = "";
  for (let at = 0; at < count; at += 1) {
    let line = String(columns[0]?.[at]);
    for (let field = 1; field < columns.length; field += 1) line += ` ${columns[field]?.[at]}`;
    lines[at + 1] = line;
  }
  return lines.join("\n");
}
