/** A statement as a reader without the source can take it apart: by its punctuation. */
export interface ReadStatement {
  readonly item: string;
  readonly items: string;
  readonly fields: readonly string[];
  readonly parameters: readonly string[];
  readonly sentences: readonly string[];
}

/** Takes the input paragraph apart by its words, the rest into sentences; what items are called is made one word. */
export function readStatement(statement: string): ReadStatement {
  const [first = "", ...rest] = statement.split("\n\n");
  const items = /the number of (\w+)/.exec(first)?.[1] ?? "items";
  const item = items.replace(/s$/, "");
  const fields = [...first.matchAll(/its (\w+) \(from/g)].map(([, name = ""]) => name);
  const parameters = [...(/and then ([A-Z, ]+?)(?:;| \()/.exec(first)?.[1] ?? "").matchAll(/[A-Z]/g)].map(String);
  const body = rest
    .join("\n\n")
    .replace(new RegExp(`\\b${items}\\b`, "gi"), "things")
    .replace(new RegExp(`\\b${item}\\b`, "gi"), "thing");
  const sentences = body.split(/(?<=[.?])\s+|\n+(?:- )?/).filter((sentence) => sentence !== "");
  return { item, items, fields, parameters, sentences };
}

/** A program as blocks: the lines that make one name, up to the next; then all from `kept` on. */
export interface ReadProgram {
  readonly blocks: readonly { readonly name: string; readonly code: string }[];
  readonly keeping: string;
  readonly tail: string;
}

/** Takes a program apart behind the lines that read the input. */
export function readProgram(program: string, fields: readonly string[]): ReadProgram {
  const lines = program.split("\n").filter((line) => line.startsWith("    "));
  const last = lines.findLastIndex((line) => fields.some((name) => line.startsWith(`    ${name} = data[`)));
  const keep = lines.findIndex((line) => line.startsWith("    kept = "));
  const blocks: { name: string; code: string }[] = [];
  for (const line of lines.slice(last + 1, keep)) {
    const name = /^ {4}(\w+) = \[/.exec(line)?.[1] ?? /^ {4}(\w+) = list\(/.exec(line)?.[1];
    const known = blocks.at(-1);
    if (name !== undefined) blocks.push({ name, code: line });
    else if (known !== undefined) known.code += `\n${line}`;
  }
  return { blocks, keeping: lines[keep] ?? "", tail: lines.slice(keep + 1).join("\n") };
}

/** A program from its parts; blocks are put into an order in which each name is made before it is used. */
export function assemble(
  { fields, parameters }: ReadStatement,
  blocks: readonly { readonly name: string; readonly code: string }[],
  keeping: string,
  tail: string,
): string {
  const known = new Set(fields);
  const waiting = [...blocks];
  const ordered: string[] = [];
  while (waiting.length > 0) {
    const names = waiting.map(({ name }) => name);
    const ready = waiting.findIndex(({ name, code }) =>
      [...code.matchAll(/[a-z]\w*/g)].every(([word]) => known.has(word) || word === name || !names.includes(word)),
    );
    const [block] = waiting.splice(Math.max(0, ready), 1);
    if (block === undefined) break;
    known.add(block.name);
    ordered.push(block.code);
  }
  const width = fields.length;
  const before = 1 + parameters.length;
  return [
    "from bisect import bisect_left, bisect_right",
    "from collections import deque",
    "from itertools import accumulate",
    "def solve(text):",
    "    data = list(map(int, text.split()))",
    `    ${["n", ...parameters].join(", ")}${before === 1 ? "," : ""} = data[:${before}]`,
    ...fields.map((name, index) => `    ${name} = data[${before + index}::${width}]`),
    ...ordered,
    keeping,
    tail,
    "",
  ].join("\n");
}
