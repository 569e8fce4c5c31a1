import type { Design } from "../design.ts";
import { modulesOf, type Module } from "./layout.ts";
import type { Part, PythonFunction, Slot } from "./python-text.ts";

/** A package's modules by their paths: `depot/store.py`. */
export type Files = Readonly<Record<string, string>>;

/** How a package is written: in how many modules, and which of the texts that mean the same. */
export interface Style {
  readonly modules: number;
  /** Numbers that choose; a statement takes the one that its name leads to. */
  readonly taste: readonly number[];
}

/** The code of a design. Designs that differ in one place give packages that differ in one statement. */
export function emitPackage(design: Design, { modules, taste }: Style): Files {
  const all = modulesOf(design, modules);
  const home = new Map(all.flatMap(({ name, parts }) => parts.flatMap((part) => part.names.map((one) => [one, name]))));
  const entries = all.map((module): [string, string] => [
    `${design.package}/${module.name}.py`,
    moduleText(design, module, home, taste),
  ]);
  return Object.fromEntries(entries);
}

function moduleText(
  { package: folder }: Design,
  { name, doc, parts }: Module,
  home: ReadonlyMap<string, string>,
  taste: readonly number[],
): string {
  const wanted = new Map<string, Set<string>>();
  for (const used of parts.flatMap(({ uses }) => uses)) {
    const from = home.get(used);
    if (from === undefined || from === name) continue;
    wanted.set(from, (wanted.get(from) ?? new Set()).add(used));
  }
  const imports = [...wanted]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, names]) => `from ${folder}.${from} import ${[...names].sort().join(", ")}\n`);
  const head = (name === "main" ? "import sys\n\n" : "") + imports.join("");
  const body = parts.map((part) => partText(part, taste)).join("\n\n");
  // Two blank lines before a function or class, one before the tables of main.
  return `"""${doc}"""\n${head === "" ? "" : `\n${head}`}\n${name === "main" ? "" : "\n"}${body}`;
}

function partText({ before, functions, gap }: Part, taste: readonly number[]): string {
  return before + functions.map((one) => functionText(one, (slot) => written(slot, taste))).join(gap);
}

/** A function's whole text. */
export function functionText({ head, slots }: PythonFunction, write: (slot: Slot) => string): string {
  return head + slots.map(write).join("");
}

function written({ id, alternatives }: Slot, taste: readonly number[]): string {
  let place = 7;
  for (let at = 0; at < id.length; at += 1) place = (place * 31 + id.charCodeAt(at)) % 65_521;
  const number = taste[place % taste.length] as number;
  return alternatives[number % alternatives.length] as string;
}
