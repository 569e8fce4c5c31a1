import { ELEMENT_MAPS } from "../grammar/element-map.ts";
import { bounded } from "../grammar/run-rule.ts";
import type { Step } from "../grammar/step.ts";
import { Candidate } from "../space/candidate.ts";
import { candidates } from "../space/candidates.ts";
import type { Calls, Form } from "../space/calls.ts";
import { targetsOf, type Target } from "../space/targets.ts";

/** A beginning and an end whose lists are equally long on every call. */
export interface Pair {
  readonly from: Candidate;
  readonly to: Target;
}

const EACH_ELEMENT: ReadonlySet<string> = new Set(ELEMENT_MAPS.map(({ id }) => `[${id} for i, x in enumerate(v)]`));
const changesEach = ({ id }: Step): boolean => EACH_ELEMENT.has(id);

/**
 * Pairs that one pass over the calls takes in, those groups first that hold the most. What changes each element by itself is
 * a row of a table: for an element and a wanted value (for a wanted state and the one before) it tells which of those steps
 * can stand before the core and which behind it, all pairs of them at once. So a group is one beginning up to its last step
 * that is no such step, and one end from its first.
 */
export function* pairGroups(calls: Calls, form: Form, order: readonly Step[]): Generator<readonly Pair[]> {
  const targets = targetsOf(calls, form.suffix);
  const isEach = ({ suffix }: Target): boolean => suffix === null || changesEach(suffix);
  const wide = [targets.filter(isEach)];
  const single = targets.filter((one) => !isEach(one)).map((one) => [one]);
  // Every rule is as likely as any other: the largest groups are the likeliest.
  for (const [isWide, ends] of [
    [true, wide],
    [true, single],
    [false, wide],
    [false, single],
  ] as const) {
    for (const beginnings of isWide ? wideBeginnings(calls, form, order) : singleBeginnings(calls, form, order)) {
      for (const end of ends) {
        const pairs = beginnings.flatMap((from) =>
          end.filter((to) => hasLengths(from, to)).map((to) => ({ from, to })),
        );
        if (pairs.length > 0) yield pairs;
      }
    }
  }
}

/** All beginnings that end with a step that changes each element, group by group, each with the beginning that it follows. */
function* wideBeginnings(calls: Calls, form: Form, order: readonly Step[]): Generator<readonly Candidate[]> {
  const each = stepsOf(calls, order).filter(changesEach);
  for (const base of basesOf(calls, form, order)) {
    // A longer base has been taken in as a beginning of a shorter one.
    const own = base.size === leastOf(calls) ? [base] : [];
    yield [...own, ...(base.size < form.steps ? each.flatMap((step) => longer(calls, base, step)) : [])];
  }
}

/** All that end with another step, one by one. */
function* singleBeginnings(calls: Calls, form: Form, order: readonly Step[]): Generator<readonly Candidate[]> {
  const others = stepsOf(calls, order).filter((step) => !changesEach(step));
  for (const base of basesOf(calls, form, order)) {
    if (base.size < form.steps) for (const step of others) yield longer(calls, base, step);
  }
}

const leastOf = ({ input }: Calls): number => (input === "lists" ? 1 : 0);

function stepsOf({ input }: Calls, order: readonly Step[]): readonly Step[] {
  return input === "key" ? order : order.filter(({ reads }) => reads !== "key");
}

function basesOf(calls: Calls, form: Form, order: readonly Step[]): Generator<Candidate> {
  return candidates(calls, Math.max(leastOf(calls), form.steps - 1), stepsOf(calls, order));
}

function longer(calls: Calls, base: Candidate, step: Step): readonly Candidate[] {
  const first = bounded(step.run(base.first, calls.inputs[0]?.k ?? 0));
  return first === null ? [] : [new Candidate(calls, base.combination, [...base.steps, step], first)];
}

function hasLengths(from: Candidate, { lists }: Target): boolean {
  if (from.first.length !== lists[0]?.length) return false;
  return from.all()?.every((v, call) => v.length === lists[call]?.length) ?? false;
}
