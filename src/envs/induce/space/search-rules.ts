import { FOLDS } from "../grammar/fold.ts";
import { letter } from "../grammar/run-rule.ts";
import { coreSize, type Core, type Rule } from "../grammar/rule.ts";
import { STEPS, type Step } from "../grammar/step.ts";
import type { Calls, Form } from "./calls.ts";
import type { Candidate } from "./candidate.ts";
import { candidates } from "./candidates.ts";
import { MapCores } from "./map-cores.ts";
import { RunCores } from "./run-cores.ts";
import { targetsByLength, type Target } from "./targets.ts";

/** How a search goes, and when it ends. */
export interface SearchOptions {
  /** Rules up to this size. */
  readonly size: number;
  /** Told each rule that fits all calls; `true` ends the search. */
  readonly onFit: (rule: Rule) => boolean;
  /** Pairs of a beginning and an end that are tried at most; all unless told. */
  readonly mostTried?: number;
  /** Steps in the order in which they are tried; that of the table unless told. */
  readonly order?: readonly Step[];
}

/**
 * Finds every rule of a form that fits the calls, exactly: beginnings are worked out forwards, the last step is undone
 * from the results, and what must lie between is not tried but computed, since each element (each state) says for itself
 * which expressions give it.
 *
 * @returns how many pairs of a beginning and an end were looked at.
 */
export function searchRules(calls: Calls, form: Form, options: SearchOptions): number {
  const { order = STEPS, mostTried = Infinity } = options;
  const steps = calls.input === "key" ? order : order.filter(({ reads }) => reads !== "key");
  const maps = new MapCores(calls);
  const runs = new RunCores(calls);
  const targets = targetsByLength(calls, form.suffix);
  let tried = 0;
  for (const candidate of candidates(calls, form.steps, steps)) {
    if (candidate.size > options.size) break;
    if (calls.output === "number") {
      if (!form.fold) continue;
      tried += FOLDS.length;
      for (const rule of folded(calls, candidate, options.size)) if (options.onFit(rule)) return tried;
      if (tried >= mostTried) return tried;
      continue;
    }
    for (const target of targets.get(candidate.first.length) ?? []) {
      tried += form.arms > 0 ? 2 : 1;
      for (const rule of rulesBetween(calls, candidate, target, form, maps, runs, options.size)) {
        if (options.onFit(rule)) return tried;
      }
      if (tried >= mostTried) return tried;
    }
  }
  return tried;
}

function* folded(calls: Calls, candidate: Candidate, size: number): Generator<Rule> {
  if (candidate.size + 1 > size) return;
  for (const fold of FOLDS) {
    if (fold.run(candidate.first) !== calls.results[0]?.[0]) continue;
    const fits = candidate.all()?.every((v, at) => fold.run(v) === calls.results[at]?.[0]);
    if (fits === true) yield { ...ruleOf(calls, candidate, null, null), fold: fold.id };
  }
}

/** The rules of a form with this beginning and this end that fit all calls. */
export function* rulesBetween(
  calls: Calls,
  candidate: Candidate,
  target: Target,
  form: Form,
  maps: MapCores,
  runs: RunCores,
  size: number,
): Generator<Rule> {
  const room = size - candidate.size - (target.suffix === null ? 0 : 1);
  if (room < 0) return;
  const to = target.lists[0] as readonly number[];
  const mapArms = armsFor("map", room, form.arms);
  const isSame = calls.output === "word" ? isSpeltSame : isEqual;
  if (isSame(candidate.first, to)) {
    const same = candidate.all()?.every((v, at) => isSame(v, target.lists[at] ?? []));
    if (same === true) yield ruleOf(calls, candidate, null, target.suffix);
  }
  if (mapArms > 0 && maps.mayFit(candidate.first, to)) {
    const all = sameLengths(candidate, target);
    if (all !== null) {
      for (const core of maps.fitting(all, target.lists, mapArms)) yield ruleOf(calls, candidate, core, target.suffix);
    }
  }
  const runArms = calls.output === "word" ? 0 : armsFor("run", room, form.arms);
  if (runArms > 0 && runs.mayFit(candidate.first, to)) {
    const all = sameLengths(candidate, target);
    if (all !== null) {
      for (const core of runs.fitting(all, target.lists, runArms)) yield ruleOf(calls, candidate, core, target.suffix);
    }
  }
}

/** The lists of a candidate where they are as long as those of the target on every call. */
function sameLengths(candidate: Candidate, target: Target): readonly (readonly number[])[] | null {
  const all = candidate.all();
  return all !== null && all.every((v, at) => v.length === target.lists[at]?.length) ? all : null;
}

function armsFor(kind: Core["kind"], room: number, most: number): number {
  let arms = most;
  while (arms > 0 && coreSize(kind, arms) > room) arms -= 1;
  return arms;
}

function ruleOf(calls: Calls, { combination, steps }: Candidate, core: Core | null, suffix: Step | null): Rule {
  const { input, output } = calls;
  return {
    input,
    output,
    combination: combination?.id ?? null,
    steps: steps.map(({ id }) => id),
    core,
    suffix: suffix?.id ?? null,
    fold: null,
  };
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

/** The same where values are written as letters; `letters` are values from 1 to 26. */
function isSpeltSame(values: readonly number[], letters: readonly number[]): boolean {
  return values.length === letters.length && values.every((x, i) => letter(x) === letters[i]);
}
