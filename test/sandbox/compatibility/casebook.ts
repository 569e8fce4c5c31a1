import { readdirSync, readFileSync } from "node:fs";

/** One program with what it reads and must write. */
export interface Case {
  readonly name: string;
  readonly program: string;
  readonly stdin: string;
  readonly stdout: string;
  /** Why the system's 64-bit python3 writes something else; null if it must write the same. */
  readonly differs: string | null;
}

const FOLDER = new URL("./programs/", import.meta.url);

/**
 * The programs of `programs/*.txt`: each begins with `#: its name`; `#<` lines are its standard input, `#>` lines what
 * it must write, a `#! reason` line says why the system's interpreter differs; all others are its source.
 */
export function casebook(): Case[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((file) => readFileSync(new URL(file, FOLDER), "utf8").split(/^#: /m).slice(1).map(parseCase));
}

function parseCase(block: string): Case {
  const [name = "", ...lines] = block.replace(/\n$/, "").split("\n");
  const marked = (mark: string): string[] =>
    lines.filter((line) => line === mark || line.startsWith(`${mark} `)).map((line) => line.slice(mark.length + 1));
  const text = (taken: string[]): string => taken.map((line) => `${line}\n`).join("");
  return {
    name,
    program: text(lines.filter((line) => !/^#[<>!]( |$)/.test(line))),
    stdin: text(marked("#<")),
    stdout: text(marked("#>")),
    differs: marked("#!")[0] ?? null,
  };
}
