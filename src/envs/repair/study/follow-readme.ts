import type { Design } from "../design.ts";
import { functionText } from "../emit/emit-package.ts";
import { modulesOf } from "../emit/layout.ts";
import type { PythonFunction } from "../emit/python-text.ts";

/** A function of a module as the README wants it, and where it stands. */
export interface WantedFunction {
  readonly path: string;
  readonly wanted: PythonFunction;
}

/** Every function whose statements the README decides, module by module. */
export function wantedFunctions(design: Design, modules: number): WantedFunction[] {
  return modulesOf(design, modules).flatMap(({ name, parts }) =>
    parts.flatMap(({ functions }) =>
      functions
        .filter(({ slots }) => slots.some(({ id }) => id !== "fixed"))
        .map((wanted) => ({ path: `${design.package}/${name}.py`, wanted })),
    ),
  );
}

/** What comparing a function with the README came to. */
export interface Compared {
  /** Statements that were compared. */
  readonly steps: number;
  /** The function as it stands, where it is not as wanted; `null` where it is. */
  readonly wrong: string | null;
}

/**
 * Compares a function with the README, statement by statement, up to the first that does something else.
 *
 * @param text of the module
 * @param most statements that may be compared
 */
export function compareFunction(text: string, { head, slots }: PythonFunction, most = Infinity): Compared {
  const start = text.indexOf(head);
  if (start === -1) return { steps: 0, wrong: null };
  let at = start + head.length;
  let steps = 0;
  for (const { id, alternatives } of slots) {
    // Of the texts that mean the same none is the beginning of another; an empty one stands alone.
    const found = alternatives.filter((one) => text.startsWith(one, at)).sort((a, b) => b.length - a.length)[0];
    if (id !== "fixed") {
      if (steps >= most) return { steps, wrong: null };
      steps += 1;
    }
    if (found === undefined) return { steps, wrong: functionAt(text, start) };
    at += found.length;
  }
  return { steps, wrong: endsAt(text, at) ? null : functionAt(text, start) };
}

/** A right text of a function. */
export function rightText(wanted: PythonFunction): string {
  return functionText(wanted, ({ alternatives }) => alternatives[0] as string);
}

/** Whether a function ends there: nothing of it comes after. */
function endsAt(text: string, at: number): boolean {
  return at === text.length || text.startsWith("\n", at);
}

function functionAt(text: string, start: number): string {
  const end = text.indexOf("\n\n", start);
  return end === -1 ? text.slice(start).replace(/\n$/, "") : text.slice(start, end);
}
