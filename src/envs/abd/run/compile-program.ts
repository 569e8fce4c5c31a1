import type { ProgramInput } from "../domain.ts";
import { INPUT_NAMES, type Program } from "../tree/program.ts";
import type { HelperCode } from "./code.ts";
import { compileStatements } from "./compile-statement.ts";
import { Names } from "./names.ts";
import { scopeOf } from "./scope.ts";
import { MAX_STEPS, ProgramFault, type Fault, type State } from "./state.ts";

/** What a program printed, or why it did not come to its end. */
export type Run =
  | {
      readonly ended: true;
      /** One text a `print`, without newlines. */
      readonly lines: readonly string[];
      readonly steps: number;
    }
  | { readonly ended: false; readonly fault: Fault };

/** Runs a program on an input that is in its domain. Never throws for a program that a template made. */
export type Runner = (input: ProgramInput) => Run;

/**
 * Makes a program ready to be run many times.
 *
 * @param maxSteps runs end with `fuel_exhausted` after so many steps.
 */
export function compileProgram(program: Program, maxSteps: number = MAX_STEPS): Runner {
  const names = new Names();
  const helpers = new Map<string, HelperCode>();
  for (const helper of program.helpers) {
    const scope = scopeOf(names.within(helper.name), helpers);
    const parameters = helper.parameters.map((parameter) => scope.names.place("number", parameter));
    const body = compileStatements(helper.body, scope);
    helpers.set(helper.name, { parameters, body, result: scope.number(helper.result) });
  }
  const numbers = names.place("list", INPUT_NAMES.numbers);
  const word = names.place("text", INPUT_NAMES.word);
  const key = names.place("number", INPUT_NAMES.key);
  const body = compileStatements(program.statements, scopeOf(names, helpers));
  return (input) => {
    const state: State = { numbers: [], texts: [], lists: [], tables: [], output: [], stepsLeft: maxSteps };
    state.lists[numbers] = [...input.numbers];
    state.texts[word] = input.word;
    state.numbers[key] = input.key;
    try {
      body(state);
    } catch (thrown) {
      if (thrown instanceof ProgramFault) return { ended: false, fault: thrown.fault };
      throw thrown;
    }
    return { ended: true, lines: state.output, steps: maxSteps - state.stepsLeft };
  };
}
