import { bounded } from "../grammar/run-rule.ts";
import { STEPS, type Step } from "../grammar/step.ts";
import type { Calls } from "./calls.ts";

/** What the core has to give so that, after a last step, the results are those of the calls. */
export interface Target {
  readonly suffix: Step | null;
  readonly lists: readonly (readonly number[])[];
}

/** Steps that can be a suffix: they can be undone. With letters only those that move: 27 is written as 1. */
export function suffixesFor({ input, output }: Pick<Calls, "input" | "output">): readonly Step[] {
  return STEPS.filter(
    ({ undo, moves, reads }) =>
      undo !== undefined && (moves || output !== "word") && (reads !== "key" || input === "key"),
  );
}

/** What {@link targetsOf} gives, by the length of the list on the first call: nothing else can come of a list. */
export function targetsByLength(calls: Calls, withSuffix: boolean): ReadonlyMap<number, readonly Target[]> {
  const byLength = new Map<number, Target[]>();
  for (const target of targetsOf(calls, withSuffix)) {
    const length = target.lists[0]?.length ?? 0;
    const known = byLength.get(length);
    if (known === undefined) byLength.set(length, [target]);
    else known.push(target);
  }
  return byLength;
}

/** The results themselves, and for every suffix the only lists from which it makes them. */
export function targetsOf(calls: Calls, withSuffix: boolean): Target[] {
  const targets: Target[] = [{ suffix: null, lists: calls.results }];
  if (!withSuffix) return targets;
  for (const suffix of suffixesFor(calls)) {
    const lists: (readonly number[])[] = [];
    for (const [at, result] of calls.results.entries()) {
      const before = suffix.undo?.(result, calls.inputs[at]?.k ?? 0) ?? null;
      if (before === null || bounded(before) === null) break;
      lists.push(before);
    }
    if (lists.length === calls.results.length) targets.push({ suffix, lists });
  }
  return targets;
}
