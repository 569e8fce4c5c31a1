import type { Message } from "../../../core/index.ts";
import type { Design } from "../design.ts";
import { readReadme } from "../readme/read-readme.ts";
import { readAction } from "../tools/read-action.ts";

/** Lines of a module that were replaced. */
export interface Edit {
  readonly path: string;
  readonly old: string;
  readonly piece: string;
}

/** What a conversation says so far. */
export interface Seen {
  readonly design: Design;
  /** How many faults the package has. */
  readonly faults: number;
  /** Paths of the modules, in the order of the opening. */
  readonly paths: readonly string[];
  /**
   * Lines that were read, by path and from 1; a file is whole when none of its lines is missing. They are as they were
   * read: edits are not made in them.
   */
  readonly lines: ReadonlyMap<string, readonly (string | undefined)[]>;
  /** Edits that were made. */
  readonly edits: readonly Edit[];
  /** How many visible tests failed when they were run last after so many edits; `undefined` where they were not. */
  readonly failing: readonly (number | undefined)[];
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
  const edits: Edit[] = [];
  const failing: (number | undefined)[] = [];
  for (const [at, { role, content }] of history.entries()) {
    if (at === 0 || role !== "user") continue;
    if (/^\S+ is edited\.\n/.test(content)) edits.push(...editOf(history[at - 1]));
    if (content.startsWith("tests/1.txt "))
      failing[edits.length] = content.match(/^tests\/\d+\.txt fails: /gm)?.length ?? 0;
    const [, path = "", from, , count, text = ""] = SHOWN.exec(content) ?? [];
    if (from === undefined) continue;
    const known = lines.get(path) ?? Array.from({ length: Number(count) }, () => undefined);
    for (const [index, line] of text.split("\n").entries()) known[Number(from) - 1 + index] = line;
    lines.set(path, known);
  }
  const faults = opening.startsWith("A Python package has two faults") ? 2 : 1;
  const turns = history.filter(({ role }) => role === "assistant").length;
  return { design, faults, paths, lines, edits, failing, turns };
}

function editOf(turn: Message | undefined): Edit[] {
  const action = readAction(turn?.content ?? "");
  if (action.verb !== "edit") return [];
  return action.patches.map(({ old, new: piece }) => ({ path: action.path, old, piece }));
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
