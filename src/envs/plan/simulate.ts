import type { Placed, Problem } from "./problem.ts";

/** Why a plan does not lead to the goal. */
export type PlanFault =
  | "unknown_action"
  | "wrong_number_of_objects"
  | "unknown_object"
  | "wrong_type"
  | "repeated_object"
  | "precondition_fails"
  | "goal_not_reached";

/** How a plan ends: the fault and the step that has it, from 1; the last step where the goal is not reached. */
export interface Ending {
  readonly fault: PlanFault | null;
  readonly step: number;
  /** Parts of the goal that hold at the end, or where it stopped. */
  readonly held: number;
}

/** Does a plan's steps, fact by fact. */
export function simulate(problem: Problem, steps: readonly (readonly string[])[]): Ending {
  const { types, goal, start } = problem;
  const states = types.map(({ objects }) => objects.map(() => 0));
  for (const { type, object, state } of start) (states[type] as number[])[object] = state;
  const held = (): number => goal.filter((part) => holds(states, part)).length;
  for (const [at, words] of steps.entries()) {
    const fault = act(problem, states, words);
    if (fault !== null) return { fault, step: at + 1, held: held() };
  }
  const reached = held();
  return { fault: reached === goal.length ? null : "goal_not_reached", step: steps.length, held: reached };
}

function holds(states: readonly (readonly number[])[], { type, object, state }: Placed): boolean {
  return states[type]?.[object] === state;
}

function act(
  { types, relations, operators }: Problem,
  states: number[][],
  [name, ...words]: readonly string[],
): PlanFault | null {
  const operator = operators.find((known) => known.name === name);
  if (operator === undefined) return "unknown_action";
  const { parameters, relation } = operator;
  if (words.length !== parameters.length) return "wrong_number_of_objects";
  const objects: number[] = [];
  for (const [place, word] of words.entries()) {
    const type = types.findIndex(({ objects: known }) => known.includes(word));
    if (type === -1) return "unknown_object";
    if (type !== parameters[place]?.type) return "wrong_type";
    objects.push(types[type]?.objects.indexOf(word) ?? 0);
  }
  // Names tell objects of different types apart.
  if (new Set(words).size < words.length) return "repeated_object";
  const fits = parameters.every(({ type, before }, place) => {
    return holds(states, { type, object: objects[place] as number, state: before });
  });
  if (!fits) return "precondition_fails";
  if (relation !== null) {
    const [a, b] = relation.places.map((place) => objects[place]);
    const pairs = relations[relation.relation]?.pairs ?? [];
    if (!pairs.some(([first, second]) => first === a && second === b)) return "precondition_fails";
  }
  for (const [place, { type, after }] of parameters.entries()) {
    (states[type] as number[])[objects[place] as number] = after;
  }
  return null;
}
