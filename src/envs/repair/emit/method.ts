import { INDENT, type PythonFunction, type Slot } from "./python-text.ts";

/** Indentation of a method, of its statements, and of what stands within those. */
export const [ONE, TWO, THREE, FOUR] = [1, 2, 3, 4].map((depth) => INDENT.repeat(depth)) as [
  string,
  string,
  string,
  string,
];

/** A method with its docstring. */
export function method(name: string, parameters: string, doc: string, slots: readonly Slot[]): PythonFunction {
  const given = parameters === "" ? "self" : `self, ${parameters}`;
  return { name, head: `${ONE}def ${name}(${given}):\n${TWO}"""${doc}"""\n`, slots };
}

/** Statements that are the same in every design. */
export function fixed(text: string): Slot {
  return { id: "fixed", alternatives: [text] };
}
