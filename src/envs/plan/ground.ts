import type { Operator, Placed, Problem, Step } from "./problem.ts";

/** States have two bits each in the number that stands for the states of all objects. */
const BITS = 2;
const ONES = 3;

/** An action: it can be done where `(states & mask) === want`, and gives `states ^ flip`. */
export interface Action {
  readonly step: Step;
  readonly mask: number;
  readonly want: number;
  readonly flip: number;
}

type Objects = Pick<Problem, "types" | "relations" | "operators">;

/** Everything that can be done in a problem: each operator with all objects that fit, in a fixed order. */
export function groundActions({ types, relations, operators }: Objects): Action[] {
  const first = firstBits(types);
  const related = relations.map(({ pairs }) => new Set(pairs.map(([a, b]) => `${a},${b}`)));
  const actions: Action[] = [];
  for (const [at, operator] of operators.entries()) {
    for (const objects of bindings(operator, types)) {
      if (operator.relation !== null) {
        const [a, b] = operator.relation.places;
        if (related[operator.relation.relation]?.has(`${objects[a]},${objects[b]}`) !== true) continue;
      }
      let [mask, want, flip] = [0, 0, 0];
      for (const [place, { type, before, after }] of operator.parameters.entries()) {
        const shift = (first[type] as number) + BITS * (objects[place] as number);
        mask |= ONES << shift;
        want |= before << shift;
        flip |= (before ^ after) << shift;
      }
      actions.push({ step: { operator: at, objects }, mask, want, flip });
    }
  }
  return actions;
}

/** The number of some objects' states, with the mask of those objects. */
export function packed(types: Problem["types"], placed: readonly Placed[]): { states: number; mask: number } {
  const first = firstBits(types);
  let [states, mask] = [0, 0];
  for (const { type, object, state } of placed) {
    const shift = (first[type] as number) + BITS * object;
    states |= state << shift;
    mask |= ONES << shift;
  }
  return { states, mask };
}

/** Every object with its state, out of a number. */
export function unpacked(types: Problem["types"], states: number): Placed[] {
  const first = firstBits(types);
  return types.flatMap(({ objects }, type) =>
    objects.map((_, object) => ({
      type,
      object,
      state: (states >> ((first[type] as number) + BITS * object)) & ONES,
    })),
  );
}

/** How many numbers of states there are, those included that no objects can be in. */
export function stateCount(types: Problem["types"]): number {
  return 1 << (BITS * types.reduce((sum, { objects }) => sum + objects.length, 0));
}

function firstBits(types: Problem["types"]): number[] {
  let bits = 0;
  return types.map(({ objects }) => {
    const own = bits;
    bits += BITS * objects.length;
    return own;
  });
}

/** All choices of different objects of the right types. */
function bindings({ parameters }: Operator, types: Problem["types"]): number[][] {
  let found: number[][] = [[]];
  for (const [place, { type }] of parameters.entries()) {
    const count = types[type]?.objects.length ?? 0;
    found = found.flatMap((chosen) =>
      Array.from({ length: count }, (_, object) => object)
        .filter((object) =>
          chosen.every((other, at) => at === place || parameters[at]?.type !== type || other !== object),
        )
        .map((object) => [...chosen, object]),
    );
  }
  return found;
}
