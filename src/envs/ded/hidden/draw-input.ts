import type { Random } from "../../../core/index.ts";
import { groundOf, type Ground } from "../task/ground.ts";
import { newColumn } from "../task/new-column.ts";
import type { Field, Task } from "../task/task.ts";
import { fitParameters } from "./fit-parameters.ts";

/** Occasions that small inputs are made for. */
export type InputKind = "one" | "two" | "equal" | "ties" | "extreme" | "random" | "middle";

/** A small input with all that is worked out of it. */
export interface DrawnInput {
  readonly ground: Ground;
  readonly parameters: readonly number[];
}

/** A small input of some occasion. */
export function drawInput(task: Task, kind: InputKind, random: Random): DrawnInput {
  const count = { one: 1, two: 2, equal: 6, ties: 9, extreme: 8, random: random.between(5, 13), middle: 100 }[kind];
  const columns = task.fields.map((field) => {
    const draw = drawer(field, kind, random);
    const column = newColumn(count);
    for (let at = 0; at < count; at += 1) column[at] = draw();
    return column;
  });
  const ground = groundOf(task, columns);
  return { ground, parameters: fitParameters({ task, ground, random }) };
}

/** Numbers of a field: all alike, few, the smallest and the largest, or any. */
function drawer({ low, high }: Field, kind: InputKind, random: Random): () => number {
  const any = (): number => random.between(low, high);
  if (kind === "equal") {
    const same = any();
    return () => same;
  }
  if (kind === "ties") {
    const few = [any(), any(), any()];
    return () => random.pick(few);
  }
  return kind === "extreme" ? () => (random.chance(1, 4) ? any() : random.chance(1, 2) ? low : high) : any;
}
