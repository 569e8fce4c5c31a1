/** Cap on the steps of one run. Programs of the highest level take about a twentieth of it. */
export const MAX_STEPS = 200_000;

/** Why a run has no output. */
export type Fault =
  "fuel_exhausted" | "number_too_large" | "division_by_zero" | "no_such_item" | "empty_list" | "not_a_number";

/** Ends a run; caught by `runProgram`, seen by nobody else. */
export class ProgramFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault);
    this.fault = fault;
  }
}

/** The variables of one run, each in a place of its own that compiling has given it. */
export interface State {
  readonly numbers: number[];
  readonly texts: string[];
  readonly lists: number[][];
  readonly tables: Map<string, number>[];
  readonly output: string[];
  stepsLeft: number;
}

/** Counts one step: a statement, a round of a loop, an item that is sorted or joined. */
export function step(state: State): void {
  state.stepsLeft -= 1;
  if (state.stepsLeft < 0) throw new ProgramFault("fuel_exhausted");
}

export function steps(state: State, count: number): void {
  state.stepsLeft -= count;
  if (state.stepsLeft < 0) throw new ProgramFault("fuel_exhausted");
}
