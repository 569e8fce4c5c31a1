import type { PromptMessage } from "../prompt.ts";

/** What a conversation about a package says. */
export interface Repair {
  /** What the README says under each name: `burden: 3 times its …`. */
  readonly said: ReadonlyMap<string, string>;
  /** The word for a thing: crate. */
  readonly thing: string;
  readonly closing: string;
  /** How many faults the package has. */
  readonly faults: number;
  /** Modules that may have them. */
  readonly paths: readonly string[];
  /** Lines as they were read, by path. */
  readonly lines: ReadonlyMap<string, readonly (string | undefined)[]>;
  /** Turns that edited something. */
  readonly edits: readonly string[];
}

const SHOWN = /^(\S+\.py), lines (\d+)-(\d+) of (\d+)[^\n]*:\n([\s\S]*)\nTurns left: \d+\.$/;

/** Whether a conversation begins as one about a package. */
export function asksForRepair(messages: readonly PromptMessage[]): boolean {
  return /^A Python package has (one fault|two faults):/.test(messages[0]?.content ?? "");
}

/** Reads the opening and what was observed since. */
export function readRepair(messages: readonly PromptMessage[]): Repair {
  const opening = messages[0]?.content ?? "";
  const said = new Map<string, string>();
  for (const [, name = "", text = ""] of opening.matchAll(/^- ([a-z]+): (.*)$/gm)) said.set(name, text);
  const lines = new Map<string, (string | undefined)[]>();
  const edits: string[] = [];
  for (const [at, { role, content }] of messages.entries()) {
    if (role !== "user") continue;
    if (/ is edited\.\n/.test(content)) edits.push(messages[at - 1]?.content ?? "");
    const [, path = "", from, , count, text = ""] = SHOWN.exec(content) ?? [];
    if (from === undefined) continue;
    const known = lines.get(path) ?? Array.from({ length: Number(count) }, () => undefined);
    for (const [index, line] of text.split("\n").entries()) known[Number(from) - 1 + index] = line;
    lines.set(path, known);
  }
  return {
    ...{ said, lines, edits, faults: opening.startsWith("A Python package has two faults") ? 2 : 1 },
    thing: /adds a ([a-z]+),/.exec(opening)?.[1] ?? "",
    closing: /## Closing\n\n- (.*)/.exec(opening)?.[1] ?? "",
    paths: Array.from(opening.matchAll(/^(\w+\/(?!main)\w+\.py) \(/gm), ([, path = ""]) => path),
  };
}
