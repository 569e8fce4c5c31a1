import { Reader, type Grammar } from "./grammar.ts";
import { DIVIDED, DIVIDED_FIRST, MARKS, QUANTITIES } from "./sayings-definitions.ts";
import {
  CHAIN_RULES,
  DISTANCES,
  GROUP_GOALS,
  LINE_GOALS,
  LINKED,
  LINKS,
  OTHER_GOALS,
  PAIR_GOALS,
  SCORES,
  TALLIES,
} from "./sayings-goals.ts";
import { GOOD, JOINED_LIMITS, LIMITS, PRINTED_STRETCHES, STRETCHES, TIES } from "./sayings-stretches.ts";
import { ATOMS, CONDITIONS, OPERANDS, TERMS, TESTS } from "./sayings-terms.ts";

/** A programming task as a reader understands it. */
export interface ReadTask {
  /** True if a function is asked for and not a program. */
  readonly asFunction: boolean;
  readonly fields: readonly string[];
  readonly parameters: readonly string[];
  /** In the order of the text, which need not be the one in which they can be worked out. */
  readonly quantities: readonly { readonly name: string; readonly is: unknown }[];
  readonly marks: readonly { readonly name: string; readonly when: unknown }[];
  readonly keep: { readonly mark: string; readonly marked: boolean } | null;
  readonly goal: Readonly<Record<string, unknown>>;
  /** What is printed where there is no answer. */
  readonly none: string;
  readonly exampleOutput: string;
}

const SPACE = [
  [" ", () => null],
  ["", () => null],
] as const;

const GRAMMAR: Grammar = {
  atom: ATOMS,
  term: TERMS,
  operand: OPERANDS,
  test: TESTS,
  condition: CONDITIONS,
  divided: DIVIDED,
  Divided: DIVIDED_FIRST,
  limit: LIMITS,
  limits: JOINED_LIMITS,
  good: GOOD,
  tie: TIES,
  printed: PRINTED_STRETCHES,
  none: [
    ["-1", () => "-1"],
    ...["none", "impossible", "nothing"].map((word) => [`the word "${word}"`, () => word] as const),
  ],
  space: SPACE,
  link: LINKS,
  distance: DISTANCES,
  linked: LINKED,
  score: SCORES,
  chain: CHAIN_RULES,
  unit: [
    ...QUANTITIES,
    ...MARKS,
    ...TALLIES,
    ...STRETCHES,
    ...PAIR_GOALS,
    ...GROUP_GOALS,
    ...OTHER_GOALS,
    ...LINE_GOALS,
  ],
};

const START = "\nTask:\n";

/** True for a prompt that asks for a program. */
export function asksForProgram(question: string): boolean {
  return question.startsWith("Write a Python 3 ") && question.includes(START) && question.includes("\n\nConventions.");
}

/** Every way to understand the task of a question: one, unless it is none of the kind or can be read in two ways. */
export function readingsOf(question: string): ReadTask[] {
  const start = question.indexOf(START) + START.length;
  const statement = question.slice(start, question.indexOf("\n\nConventions.", start));
  const split = statement.indexOf("\n\n");
  const [first, body] = [statement.slice(0, split), statement.slice(split + 2)];
  const items = /the number of (\w+)/.exec(first)?.[1];
  if (split === -1 || items === undefined) return [];
  const item = /(?:describes one|one for each) (\w+)[:,]/.exec(first)?.[1] ?? "";
  const words = (pattern: string): string => pattern.replaceAll("ITEMS", items).replaceAll("ITEM", item);
  const reader = new Reader(GRAMMAR, body, words);
  return unitsFrom(reader, body, 0).map((units) => taskOf(units as Unit[], first, question));
}

interface Unit {
  readonly part: "quantity" | "mark" | "keep" | "goal";
  readonly [key: string]: unknown;
}

/** All ways to read a text as units with a blank or a new line between them. */
function unitsFrom(reader: Reader, body: string, from: number): unknown[][] {
  if (from >= body.length) return [[]];
  return reader.read("unit", from).flatMap(({ meaning, end }) => {
    if (end < body.length && !" \n".includes(body.charAt(end))) return [];
    return unitsFrom(reader, body, end + 1).map((rest) => [meaning, ...rest]);
  });
}

function taskOf(units: readonly Unit[], first: string, question: string): ReadTask {
  const goal = units.find(({ part }) => part === "goal");
  const keep = units.find(({ part }) => part === "keep");
  return {
    asFunction: question.startsWith("Write a Python 3 function"),
    fields: [...first.matchAll(/its (\w+) \(from/g)].map(([, name = ""]) => name),
    parameters: (/and then ([A-Z](?:, [A-Z])*)/.exec(first)?.[1] ?? "").split(", ").filter((name) => name !== ""),
    quantities: units.filter(({ part }) => part === "quantity").map(({ name, is }) => ({ name: String(name), is })),
    marks: units.filter(({ part }) => part === "mark").map(({ name, when }) => ({ name: String(name), when })),
    keep: keep === undefined ? null : { mark: String(keep["mark"]), marked: keep["marked"] === true },
    goal: (goal?.["goal"] ?? {}) as Readonly<Record<string, unknown>>,
    none: typeof goal?.["none"] === "string" ? goal["none"] : "none",
    exampleOutput: question.split("Example output:\n```text\n")[1]?.split("\n```")[0] ?? "",
  };
}
