import type { Condition, Design, Term } from "../design.ts";

/** A statement of a function: the texts that mean the same, whole lines with their indentation, of which one is written. */
export interface Slot {
  /** What decides it, as variants of a design name it. */
  readonly id: string;
  readonly alternatives: readonly string[];
}

/** A function or method: its first lines, then its statements. */
export interface PythonFunction {
  readonly name: string;
  readonly head: string;
  readonly slots: readonly Slot[];
}

/** A part of a module: text that is always the same, or functions. */
export interface Part {
  /** Lines before the functions: a class with its constructor, or nothing. */
  readonly before: string;
  readonly functions: readonly PythonFunction[];
  /** Blank lines between functions: methods have one, functions two. */
  readonly gap: string;
  /** Names of other parts that it uses. */
  readonly uses: readonly string[];
  /** Names that others may import. */
  readonly names: readonly string[];
}

export const INDENT = "    ";

/** A term as an expression. */
export function termOf({ thing }: Pick<Design, "thing">, term: Term): string {
  if (term.kind === "field") return `${thing}.${term.field}`;
  if (term.kind === "figure") return `${term.figure}(store, ${thing})`;
  return `${term.blend}(${thing}.${term.first}, ${thing}.${term.second})`;
}

/** A term so many times. */
export function timesOf(times: number, text: string): string {
  return times === 1 ? text : `${times} * ${text}`;
}

const MIRRORED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

/** A condition in both orders. */
export function conditionOf(
  { thing }: Pick<Design, "thing">,
  { field, comparison, bound }: Condition,
): [string, string] {
  const value = `${thing}.${field}`;
  return [`${value} ${comparison} ${bound}`, `${bound} ${MIRRORED[comparison]} ${value}`];
}

/** A tuple of texts. */
export function tupleOf(names: readonly string[]): string {
  return `(${names.map((name) => `"${name}"`).join(", ")}${names.length === 1 ? "," : ""})`;
}
