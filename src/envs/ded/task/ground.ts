import { definitionColumn } from "./definition-column.ts";
import { namesIn } from "./names-in.ts";
import type { Slip } from "./slip.ts";
import type { Task } from "./task.ts";
import { columnOf, conditionColumn, type Column } from "./term-columns.ts";

/** What is worked out of an input before the goal is looked at: all quantities, all marks, and which items count. */
export interface Ground {
  readonly task: Task;
  readonly given: readonly Column[];
  readonly columns: ReadonlyMap<string, Column>;
  /** 1 for each item that has the mark. */
  readonly marks: ReadonlyMap<string, Column>;
  /** Items that count, by index from 0, in the order of the input. */
  readonly kept: readonly number[];
}

/**
 * @param slip what a near miss takes for something else.
 * @param base the same input under another task: what both have in common is taken over. Where that is all, the result
 *   is the base itself.
 */
export function groundOf(
  task: Task,
  given: readonly Column[],
  slip: Slip | null = null,
  base: Ground | null = null,
): Ground {
  const count = given[0]?.length ?? 0;
  const changed = new Set<string>();
  const worked: { columns: Ground["columns"]; marks: Ground["marks"] } = {
    columns: base?.columns ?? columnsOf(task, given, count),
    marks: base?.marks ?? new Map<string, Column>(),
  };
  /** Copied on the first change: most near misses change nothing on most inputs. */
  const settle = (of: "columns" | "marks", name: string, made: Column): void => {
    const known = base?.[of].get(name);
    if (known !== undefined && sameColumn(known, made)) return;
    if (worked[of] === base?.[of]) worked[of] = new Map(worked[of]);
    (worked[of] as Map<string, Column>).set(name, made);
    changed.add(name);
  };
  for (const [index, { name, is }] of task.quantities.entries()) {
    const edge = slip?.slip === "edge" && slip.quantity === name;
    const asBefore = !edge && base?.task.quantities[index]?.is === is && !meets(namesIn(is), changed);
    if (!asBefore) settle("columns", name, definitionColumn(is, worked.columns, count, edge));
  }
  for (const [index, { name, when }] of task.marks.entries()) {
    const asBefore = base?.task.marks[index]?.when === when && !meets(namesIn(when), changed);
    if (!asBefore) settle("marks", name, conditionColumn(when, worked.columns, count));
  }
  const { keep } = task;
  const keptAsBefore = base !== null && keep === base.task.keep && (keep === null || !changed.has(keep.mark));
  if (keptAsBefore && changed.size === 0 && slip?.slip !== "kept first") return base;
  const kept = keptAsBefore ? base.kept : keptOf(task, worked.marks, count);
  const ground = { task, given, ...worked, kept };
  return slip?.slip === "kept first" ? workedOnKept(ground) : ground;
}

function columnsOf({ fields }: Task, given: readonly Column[], count: number): Map<string, Column> {
  return new Map(fields.map(({ name }, index) => [name, given[index] ?? new Float64Array(count)]));
}

function keptOf({ keep }: Task, marks: ReadonlyMap<string, Column>, count: number): number[] {
  const mark = keep === null ? null : columnOf(marks, keep.mark);
  const kept: number[] = [];
  for (let index = 0; index < count; index += 1) {
    if (mark === null || (mark[index] === 1) === keep?.marked) kept.push(index);
  }
  return kept;
}

/** Quantities and marks worked out anew from the items that count alone. */
function workedOnKept({ task, given, columns, marks, kept }: Ground): Ground {
  const own = given.map((column) => Float64Array.from(kept, (index) => column[index] as number));
  const inner = groundOf({ ...task, keep: null }, own);
  const scattered = (all: ReadonlyMap<string, Column>, few: ReadonlyMap<string, Column>): Map<string, Column> =>
    new Map(
      [...all].map(([name, column]) => {
        const spread = new Float64Array(column.length);
        for (const [at, index] of kept.entries()) spread[index] = few.get(name)?.[at] ?? 0;
        return [name, spread];
      }),
    );
  return { task, given, kept, columns: scattered(columns, inner.columns), marks: scattered(marks, inner.marks) };
}

function meets(names: ReadonlySet<string>, changed: ReadonlySet<string>): boolean {
  if (changed.size === 0) return false;
  for (const name of names) if (changed.has(name)) return true;
  return false;
}

function sameColumn(a: Column, b: Column): boolean {
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return a.length === b.length;
}
