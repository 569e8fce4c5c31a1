import type { Random } from "../../core/index.ts";
import { nonsenseWords } from "../names/nonsense-words.ts";
import type { PlanLevel } from "./plan-levels.ts";
import type { Operator, Parameter, PlanType, Relation } from "./problem.ts";

/** Of the pairs of two objects, so many in ten are in a relation. */
const PAIRS_IN_TEN = 6;

/** A domain without a beginning and an end. */
export interface Domain {
  readonly types: readonly PlanType[];
  readonly relations: readonly Relation[];
  readonly operators: readonly Operator[];
}

/** Types, relations and operators of a level, all with names that mean nothing. */
export function drawDomain({ objects, states, operators, two, change }: PlanLevel, random: Random): Domain {
  const taken = new Set<string>();
  const types = objects.map((count, at): PlanType => {
    const [name = ""] = nonsenseWords(1, random, taken);
    return {
      name,
      objects: nonsenseWords(count, random, taken),
      states: nonsenseWords(states[at] ?? 2, random, taken),
    };
  });
  const relations = types.map((_, first): Relation => drawRelation(types, first, random, taken));
  // The states of a type are gone through by turns, so that every one can be left and every one come to.
  const leaving = types.map(() => 0);
  const made = Array.from({ length: operators }, (_, at) => {
    const main = at % types.length;
    const before = (leaving[main] as number) % (types[main]?.states.length ?? 1);
    leaving[main] = (leaving[main] as number) + 1;
    return drawOperator(types, relations, { main, before, two, change }, random, taken);
  });
  return { types, relations, operators: random.shuffle(made) };
}

function drawRelation(types: readonly PlanType[], first: number, random: Random, taken: Set<string>): Relation {
  const second = random.below(types.length);
  const pairs: [number, number][] = [];
  for (let a = 0; a < (types[first]?.objects.length ?? 0); a += 1) {
    for (let b = 0; b < (types[second]?.objects.length ?? 0); b += 1) {
      if ((first !== second || a !== b) && random.chance(PAIRS_IN_TEN, 10)) pairs.push([a, b]);
    }
  }
  return { name: nonsenseWords(1, random, taken)[0] ?? "", types: [first, second], pairs };
}

function drawOperator(
  types: readonly PlanType[],
  relations: readonly Relation[],
  { main, before, two, change }: Pick<PlanLevel, "two" | "change"> & { readonly main: number; readonly before: number },
  random: Random,
  taken: Set<string>,
): Operator {
  const parameters: Parameter[] = [{ type: main, before, after: otherState(types, main, before, random) }];
  // One or two more objects that have to be in a state, and may leave it.
  const more = random.chance(two, 4) ? 2 : 1;
  for (let place = 0; place < more; place += 1) {
    const type = random.below(types.length);
    const same = parameters.filter((parameter) => parameter.type === type).length;
    if (same >= (types[type]?.objects.length ?? 0)) continue;
    const state = random.below(types[type]?.states.length ?? 1);
    const after = random.below(3) < change ? otherState(types, type, state, random) : state;
    parameters.push({ type, before: state, after });
  }
  const fitting = relations.flatMap((relation, at) => {
    const first = parameters.findIndex(({ type }) => type === relation.types[0]);
    const second = parameters.findIndex(({ type }, place) => type === relation.types[1] && place !== first);
    return first === -1 || second === -1 ? [] : [{ relation: at, places: [first, second] as const }];
  });
  const relation = fitting.length > 0 && random.chance(1, 2) ? random.pick(fitting) : null;
  return { name: nonsenseWords(1, random, taken)[0] ?? "", parameters, relation };
}

function otherState(types: readonly PlanType[], type: number, state: number, random: Random): number {
  const count = types[type]?.states.length ?? 2;
  return (state + 1 + random.below(count - 1)) % count;
}
