import type { Message } from "../../../core/index.ts";
import type { Design } from "../design.ts";
import { readReadme } from "../readme/read-readme.ts";

/** What a conversation says so far. */
export interface Seen {
  readonly design: Design;
  /** Paths of the modules, in the order of the opening. */
  readonly paths: readonly string[];
  /** Lines that were read, by path and from 1; a file is whole when none of its lines is missing. */
  readonly lines: ReadonlyMap<string, readonly (string | undefined)[]>;
  /** Turns that edited something. */
  readonly edits: number;
  /** What was observed last; `null` before the first turn. */
  readonly last: string | null;
  /** Turns said so far. */
  readonly turns: number;
}

const SHOWN = /^(\S+), lines (\d+)-(\d+) of (\d+)[^\n]*:\n([\s\S]*)\nTurns left: \d+\.$/;

/** Reads a conversation as anybody could; `null` for one about something else. */
export function readHistory(history: readonly Message[]): Seen | null {
  const opening = history.find(({ role }) => role === "user")?.content ?? "";
  const readme = /\nREADME\.md:\n\n([\s\S]*)\nYou have \d+ turns\./.exec(opening)?.[1];
  const design = readme === undefined ? null : readReadme(readme);
  if (design === null) return null;
  const paths = Array.from(opening.matchAll(/^(\w+\/\w+\.py) \(\d+ lines\)$/gm), ([, path = ""]) => path);
  const lines = new Map<string, (string | undefined)[]>();
  let edits = 0;
  let last: string | null = null;
  for (const { role, content } of history.slice(1)) {
    if (role !== "user") continue;
    last = content;
    if (/^\S+ is edited\.\n/.test(content)) edits += 1;
    const [, path = "", from, , count, text = ""] = SHOWN.exec(content) ?? [];
    if (from === undefined) continue;
    const known = lines.get(path) ?? Array.from({ length: Number(count) }, () => undefined);
    for (const [index, line] of text.split("\n").entries()) known[Number(from) - 1 + index] = line;
    lines.set(path, known);
  }
  return { design, paths, lines, edits, last, turns: history.filter(({ role }) => role === "assistant").length };
}

/** The action that reads what is missing of a file; `null` where all of it is known. */
export function missingOf({ lines }: Seen, path: string): string | null {
  const known = lines.get(path);
  if (known === undefined) return `read ${path}`;
  const from = known.findIndex((line) => line === undefined);
  return from === -1 ? null : `read ${path} ${from + 1}-${known.length}`;
}

/** A file that was read whole. */
export function textOf({ lines }: Seen, path: string): string {
  return `${(lines.get(path) ?? []).join("\n")}\n`;
}

/** A turn as the environment reads it. */
export function act(action: string): string {
  return `<action>\n${action}\n</action>`;
}

/** The turn that replaces lines of a module. */
export function editTurn(path: string, old: string, piece: string): string {
  return act(`edit ${path}\n<<<<<<<\n${old}\n=======\n${piece === "" ? "" : `${piece}\n`}>>>>>>>`);
}
