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
export function pairGroups(calls: Calls, form: Form, order: readonly Step[]): (readonly Pair[])[] {
  const targets = targetsOf(calls, form.suffix);
  const isEach = ({ suffix }: Target): boolean => suffix === null || changesEach(suffix);
  const ends = [targets.filter(isEach), ...targets.filter((one) => !isEach(one)).map((one) => [one])];
  const groups: (readonly Pair[])[] = [];
  for (const beginnings of beginningsOf(calls, form, order)) {
    for (const end of ends) {
      const pairs = beginnings.flatMap((from) => end.filter((to) => hasLengths(from, to)).map((to) => ({ from, to })));
      if (pairs.length > 0) groups.push(pairs);
    }
  }
  // Every rule is as likely as any other: the largest groups are the likeliest. Equally large ones stay in order.
  return groups.toSorted((a, b) => b.length - a.length);
}

function* beginningsOf(calls: Calls, form: Form, order: readonly Step[]): Generator<readonly Candidate[]> {
  const steps = calls.input === "key" ? order : order.filter(({ reads }) => reads !== "key");
  const each = steps.filter(changesEach);
  const others = steps.filter((step) => !changesEach(step));
  const least = calls.input === "lists" ? 1 : 0;
  const longer = (base: Candidate, step: Step): readonly Candidate[] => {
    const first = bounded(step.run(base.first, calls.inputs[0]?.k ?? 0));
    return first === null ? [] : [new Candidate(calls, base.combination, [...base.steps, step], first)];
  };
  for (const base of candidates(calls, Math.max(least, form.steps - 1), steps)) {
    const hasRoom = base.size < form.steps;
    // A longer base has been taken in as a beginning of a shorter one.
    const own = base.size === least ? [base] : [];
    yield [...own, ...(hasRoom ? each.flatMap((step) => longer(base, step)) : [])];
    if (hasRoom) for (const step of others) yield longer(base, step);
  }
}

function hasLengths(from: Candidate, { lists }: Target): boolean {
  if (from.first.length !== lists[0]?.length) return false;
  return from.all()?.every((v, call) => v.length === lists[call]?.length) ?? false;
}
