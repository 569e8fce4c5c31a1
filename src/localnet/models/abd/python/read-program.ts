import { compileStatements } from "./compile-statements.ts";
import { parseProgram } from "./parse-program.ts";
import { type Machine, Scope } from "./scope.ts";
import { Unreadable } from "./tokens.ts";
import { Halt } from "./value.ts";

/** Runs a program on lines of input; the lines it prints, or `null` where it fails or takes too long. */
export type Runner = (input: readonly string[]) => readonly string[] | null;

const MOST_STEPS = 50_000;

/** A program that can be run, or `null` where it goes beyond the part of Python that is understood here. */
export function readProgram(text: string): Runner | null {
  try {
    const body = compileStatements(parseProgram(text), new Scope(null));
    return (input) => {
      const variables: Machine["globals"] = [];
      const machine = { globals: variables, locals: variables, input, read: 0, output: [], stepsLeft: MOST_STEPS };
      return ranThrough(machine, body) ? machine.output : null;
    };
  } catch (thrown) {
    if (thrown instanceof Unreadable) return null;
    throw thrown;
  }
}

function ranThrough(machine: Machine, body: (machine: Machine) => unknown): boolean {
  try {
    body(machine);
    return true;
  } catch (thrown) {
    // A RangeError is a list or text beyond what the machine holds, or a function that calls itself without end.
    if (thrown instanceof Halt || thrown instanceof RangeError) return false;
    throw thrown;
  }
}
