import { FOLDS } from "../grammar/fold.ts";
import { letter } from "../grammar/run-rule.ts";
import { PREDICATES } from "../grammar/predicate.ts";
import type { Core, Rule } from "../grammar/rule.ts";
import type { Step } from "../grammar/step.ts";
import { STARTS } from "../grammar/update.ts";
import type { Candidate } from "../space/candidate.ts";
import { candidates } from "../space/candidates.ts";
import type { Calls, Form } from "../space/calls.ts";
import { searchRules } from "../space/search-rules.ts";
import { firstName, Tables } from "./evidence-of.ts";
import { firstChoice, Meter, type FirstChoice } from "./first-choice.ts";
import type { Meeting } from "./meeting.ts";
import { pairGroups, type Pair } from "./pair-groups.ts";

/** What a search found, and how many elements it looked at, each as often as it did. */
export interface Found {
  readonly rule: Rule | null;
  readonly steps: number;
}

interface TabledOptions {
  readonly mostSteps: number;
  /** Steps of rules in the order in which they are tried. */
  readonly order: readonly Step[];
}

/**
 * The first rule of a form that fits. A step of the search is one element of one call that is looked at: in a table that
 * says which pairs of a step before and a step behind can stand around a core there, or beside a condition. A pass over the
 * calls asks after a whole group of pairs, and ends with the element that leaves none; of each pair that is left, and of
 * what it begins with, the choice is searched, the elements that tell most first. Making lists costs nothing here.
 */
export function searchTabled(calls: Calls, form: Form, { mostSteps, order }: TabledOptions): Found {
  const meter = new Meter(mostSteps);
  const search = new TabledSearch(calls, form, meter);
  const rule = calls.output === "number" ? search.folded(order) : search.between(order);
  if (rule === null && !meter.isSpent && calls.output !== "number") return searchPairs(calls, form, meter, order);
  // What was found with more than there was is not found.
  return meter.steps > mostSteps ? { rule: null, steps: mostSteps } : { rule, steps: meter.steps };
}

/** Pairs one by one, each with all its choices: for a choice of results that the elements do not ask for. */
function searchPairs(calls: Calls, form: Form, meter: Meter, order: readonly Step[]): Found {
  let rule: Rule | null = null;
  const onFit = (found: Rule): boolean => {
    rule = found;
    return true;
  };
  const tried = searchRules(calls, form, { size: Infinity, mostTried: meter.most - meter.steps, order, onFit });
  return { rule, steps: Math.min(meter.steps + tried, meter.most) };
}

class TabledSearch {
  readonly #calls: Calls;
  readonly #form: Form;
  readonly #meter: Meter;
  readonly #tables: Tables;

  constructor(calls: Calls, form: Form, meter: Meter) {
    this.#calls = calls;
    this.#form = form;
    this.#meter = meter;
    this.#tables = new Tables(calls);
  }

  /** What becomes one number leaves nothing to look up: a fold looks at every element. */
  folded(order: readonly Step[]): Rule | null {
    if (!this.#form.fold) return null;
    const { input, results } = this.#calls;
    const steps = input === "key" ? order : order.filter(({ reads }) => reads !== "key");
    for (const from of candidates(this.#calls, this.#form.steps, steps)) {
      for (const fold of FOLDS) {
        if (this.#meter.isSpent) return null;
        this.#meter.steps += from.first.length;
        if (fold.run(from.first) !== results[0]?.[0]) continue;
        const fits = from.all()?.every((v, call) => {
          this.#meter.steps += call === 0 ? 0 : v.length;
          return fold.run(v) === results[call]?.[0];
        });
        if (fits === true) return { ...this.#rule(from, null, null), fold: fold.id };
      }
    }
    return null;
  }

  between(order: readonly Step[]): Rule | null {
    const kinds = this.#form.arms === 0 ? (["same"] as const) : this.#kinds();
    for (const pairs of pairGroups(this.#calls, this.#form, order)) {
      for (const kind of kinds) {
        for (const pair of this.#left(pairs, kind)) {
          if (this.#meter.isSpent) return null;
          if (kind === "same") return this.#rule(pair.from, null, pair.to.suffix);
          const core = kind === "map" ? this.#mapCore(pair) : this.#runCore(pair);
          if (core !== null) return this.#rule(pair.from, core, pair.to.suffix);
        }
        if (this.#meter.isSpent) return null;
      }
    }
    return null;
  }

  #kinds(): readonly ("map" | "run")[] {
    return this.#calls.output === "word" ? ["map"] : ["map", "run"];
  }

  /** The pairs that a pass over the calls leaves. It ends where none is left: at the element at which the last one fails. */
  #left(pairs: readonly Pair[], kind: "same" | "map" | "run"): readonly Pair[] {
    let furthest = 0;
    const left = pairs.filter((pair) => {
      const { looks, fits } = this.#pass(pair, kind);
      furthest = Math.max(furthest, looks);
      return fits;
    });
    this.#meter.steps += furthest;
    return left;
  }

  #pass({ from, to }: Pair, kind: "same" | "map" | "run"): { readonly looks: number; readonly fits: boolean } {
    let looks = 0;
    for (const [call, v] of from.all()?.entries() ?? []) {
      for (let i = kind === "run" ? 1 : 0; i < v.length; i += 1) {
        looks += 1;
        if (!this.#canStand(from, to.lists, kind, call, i)) return { looks, fits: false };
      }
    }
    return { looks, fits: true };
  }

  #canStand(from: Candidate, to: Pair["to"]["lists"], kind: "same" | "map" | "run", call: number, i: number): boolean {
    const lists = from.all() ?? [];
    const wanted = to[call] as readonly number[];
    if (kind === "map") return this.#tables.canMap(lists, to, call, i);
    if (kind === "run") return this.#tables.canMeet(lists, to, call, i, wanted[i - 1] as number);
    const value = lists[call]?.[i] as number;
    return (this.#calls.output === "word" ? letter(value) : value) === wanted[i];
  }

  #mapCore({ from, to }: Pair): Core | null {
    const lists = from.all() ?? [];
    const elements = lists.flatMap((v, call) => v.map((_, i) => this.#tables.mapped(lists, to.lists, call, i)));
    const choice = firstChoice(known(elements), this.#asked("map"), this.#meter);
    return choice === null ? null : { kind: "map", choice: named("map", choice) };
  }

  #runCore({ from, to }: Pair): Core | null {
    const lists = from.all() ?? [];
    for (const start of STARTS) {
      const elements = lists.flatMap((v, call) =>
        v.map((_, i) =>
          this.#tables.met(lists, to.lists, call, i, i === 0 ? start : (to.lists[call]?.[i - 1] as number)),
        ),
      );
      // A start shows itself in the first state of some call.
      this.#meter.steps += 1;
      if (elements.includes(null)) continue;
      const choice = firstChoice(known(elements), this.#asked("run"), this.#meter);
      if (choice !== null) return { kind: "run", start, choice: named("run", choice) };
      if (this.#meter.isSpent) return null;
    }
    return null;
  }

  #asked(kind: "map" | "run"): { readonly arms: number; readonly conditions: number } {
    return { arms: this.#form.arms, conditions: this.#tables.conditions(kind) };
  }

  #rule({ combination, steps }: Candidate, core: Core | null, suffix: Step | null): Rule {
    return {
      input: this.#calls.input,
      output: this.#calls.output,
      combination: combination?.id ?? null,
      steps: steps.map(({ id }) => id),
      core,
      suffix: suffix?.id ?? null,
      fold: null,
    };
  }
}

function known(elements: readonly (Meeting | null)[]): readonly Meeting[] {
  return elements.filter((one) => one !== null);
}

function named(kind: "map" | "run", { predicates, results }: FirstChoice): Core["choice"] {
  return {
    predicates: predicates.map((number) => PREDICATES[number]?.id as string),
    results: results.map(([low, high]) => firstName(kind, low, high)),
  };
}
