import { ELEMENT_MAPS } from "../grammar/element-map.ts";
import { bounded, letter } from "../grammar/run-rule.ts";
import type { Rule } from "../grammar/rule.ts";
import type { Step } from "../grammar/step.ts";
import { Candidate } from "../space/candidate.ts";
import { candidates } from "../space/candidates.ts";
import type { Calls, Form } from "../space/calls.ts";
import { MapCores } from "../space/map-cores.ts";
import { RunCores } from "../space/run-cores.ts";
import { rulesBetween, searchRules } from "../space/search-rules.ts";
import { targetsOf, type Target } from "../space/targets.ts";

/** What a search found, and how often it looked. */
export interface Found {
  readonly rule: Rule | null;
  readonly tried: number;
}

interface TabledOptions {
  readonly mostTried: number;
  /** Steps in the order in which they are tried. */
  readonly order: readonly Step[];
}

interface Pair {
  readonly candidate: Candidate;
  readonly target: Target;
}

const EACH_ELEMENT: ReadonlySet<string> = new Set(ELEMENT_MAPS.map(({ id }) => `[${id} for i, x in enumerate(v)]`));
const changesEach = ({ id }: Step): boolean => EACH_ELEMENT.has(id);

/**
 * The first rule of a form that fits, by looks that each take in many pairs of a beginning and an end. What a step does to
 * each element by itself can be looked up: a table says for an element and a wanted value (for a wanted state and the one
 * before) which of those steps can stand between, as the core's own tables do, and a pass over one call leaves the few
 * steps that can for all of it. So one look asks after all of them, before the core or behind it; what it leaves is looked
 * at by itself. Looks are counted as such tables would make them: here the same is worked out step by step.
 */
export function searchTabled(calls: Calls, form: Form, { mostTried, order }: TabledOptions): Found {
  let rule: Rule | null = null;
  const onFit = (found: Rule): boolean => {
    rule = found;
    return true;
  };
  // What becomes one number leaves nothing to look up.
  if (calls.output === "number") {
    const tried = searchRules(calls, form, { size: Infinity, mostTried, order, onFit });
    return { rule, tried };
  }
  const maps = new MapCores(calls);
  const runs = new RunCores(calls);
  const fitsFirst: readonly ((from: readonly number[], to: readonly number[]) => boolean)[] =
    form.arms === 0
      ? [(from, to) => (calls.output === "word" ? from.map(letter) : from).join() === to.join()]
      : [(from, to) => maps.mayFit(from, to), ...(calls.output === "word" ? [] : [runs.mayFit.bind(runs)])];
  let tried = 0;
  for (const pairs of groupsOf(calls, form, order)) {
    for (const mayFit of fitsFirst) {
      tried += 1;
      for (const { candidate, target } of pairs) {
        if (!mayFit(candidate.first, target.lists[0] ?? [])) continue;
        if (tried >= mostTried) return { rule, tried };
        tried += 1;
        for (const found of rulesBetween(calls, candidate, target, form, maps, runs, Infinity)) {
          return { rule: found, tried };
        }
      }
      if (tried >= mostTried) return { rule, tried };
    }
  }
  return { rule, tried };
}

/** Pairs that one look takes in, whose lists are equally long on the first call. The groups that hold the most come first. */
function* groupsOf(calls: Calls, form: Form, order: readonly Step[]): Generator<readonly Pair[]> {
  const steps = calls.input === "key" ? order : order.filter(({ reads }) => reads !== "key");
  const least = calls.input === "lists" ? 1 : 0;
  const bases = [...candidates(calls, Math.max(least, form.steps - 1), steps)];
  const targets = targetsOf(calls, form.suffix);
  const longer = (base: Candidate, step: Step): readonly Candidate[] => {
    const first = bounded(step.run(base.first, calls.inputs[0]?.k ?? 0));
    return first === null ? [] : [new Candidate(calls, base.combination, [...base.steps, step], first)];
  };
  const ofOneLength = (beginnings: readonly Candidate[], ends: readonly Target[]): Pair[] =>
    beginnings.flatMap((candidate) =>
      ends
        .filter(({ lists: [to = []] }) => to.length === candidate.first.length)
        .map((target) => ({ candidate, target })),
    );
  const each = steps.filter(changesEach);
  for (const target of targets) {
    for (const base of bases) {
      // A longer base has been looked at as a beginning of a shorter one.
      const own = base.size === least ? [base] : [];
      const more = base.size < form.steps ? each.flatMap((step) => longer(base, step)) : [];
      const pairs = ofOneLength([...own, ...more], [target]);
      if (pairs.length > 0) yield pairs;
    }
  }
  const isEach = ({ suffix }: Target): boolean => suffix === null || changesEach(suffix);
  for (const base of bases.filter(({ size }) => size < form.steps)) {
    for (const candidate of steps.filter((step) => !changesEach(step)).flatMap((step) => longer(base, step))) {
      const groups = [targets.filter(isEach), ...targets.filter((one) => !isEach(one)).map((one) => [one])];
      for (const ends of groups) {
        const pairs = ofOneLength([candidate], ends);
        if (pairs.length > 0) yield pairs;
      }
    }
  }
}
