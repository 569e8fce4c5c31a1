import type { Random } from "../../core/index.ts";
import { bound, KnownFacts, UNBOUND, type Binding } from "./known-facts.ts";
import { factKey, type Fact, type Pattern, type Rule, type Theory } from "./theory.ts";

/**
 * Backward chaining from the goal, deeper from round to round, as Prolog with a bound would do it; what was proved once is
 * remembered. A step is a fact or a rule that was looked at.
 *
 * @returns a proof, or nothing where the steps are used up
 */
export function chainBackward(theory: Theory, goal: Fact, steps: number, random: Random): Fact[] {
  for (let depth = 1; depth <= 12; depth += 1) {
    const search = new Search(theory, steps, random);
    const proof = search.prove(goal, depth);
    if (proof !== null) return proof;
    if (search.isSpent) return [];
  }
  return [];
}

class Search {
  readonly #theory: Theory;
  readonly #given: KnownFacts;
  readonly #random: Random;
  readonly #proved = new Map<number, Fact[]>();
  readonly #steps: number;
  #used = 0;

  constructor(theory: Theory, steps: number, random: Random) {
    this.#theory = theory;
    this.#random = random;
    this.#steps = steps;
    this.#given = new KnownFacts(theory);
    for (const fact of theory.facts) this.#given.add(fact);
  }

  get isSpent(): boolean {
    return this.#used + this.#given.looked > this.#steps;
  }

  /** Lines up to a fact; no line for a given one. */
  prove(fact: Fact, depth: number): Fact[] | null {
    if (this.#given.has(fact)) return [];
    const key = factKey(this.#theory, fact);
    const before = this.#proved.get(key);
    if (before !== undefined) return before;
    if (depth === 0) return null;
    for (const rule of this.#random.shuffle(this.#rulesOf(fact[0]))) {
      this.#used += 1;
      const binding = bound(rule.head, fact, UNBOUND);
      if (binding === null) continue;
      for (const lines of this.#bodies(rule.body, binding, depth - 1)) {
        const proof = [...lines, fact];
        this.#proved.set(key, proof);
        return proof;
      }
      if (this.isSpent) return null;
    }
    return null;
  }

  /** Lines that prove a whole body. */
  *#bodies(patterns: readonly Pattern[], binding: Binding, depth: number): Generator<Fact[]> {
    if (patterns.length === 0) {
      yield [];
      return;
    }
    // What has most constants first.
    const open = ([, x, y]: Pattern): number => (binding[x] === -1 ? 1 : 0) + (binding[y] === -1 && x !== y ? 1 : 0);
    const pattern = patterns.reduce((best, next) => (open(next) < open(best) ? next : best));
    const rest = patterns.filter((other) => other !== pattern);
    for (const { fact, binding: next } of this.#candidates(pattern, binding)) {
      if (this.isSpent) return;
      const own = this.prove(fact, depth);
      if (own === null) continue;
      for (const others of this.#bodies(rest, next, depth)) {
        yield [...own, ...others.filter((line) => !own.includes(line))];
      }
    }
  }

  /** Given facts that fit; of a relation that rules give, every fact with the constants that are bound. */
  *#candidates(pattern: Pattern, binding: Binding): Generator<{ fact: Fact; binding: Binding }> {
    if (this.#rulesOf(pattern[0]).length === 0) {
      yield* this.#given.matches(pattern, binding);
      return;
    }
    const [relation, x, y] = pattern;
    const all = this.#theory.constants.map((_, at) => at);
    for (const first of binding[x] === -1 ? all : [binding[x] as number]) {
      for (const second of binding[y] === -1 ? all : [binding[y] as number]) {
        const fact: Fact = [relation, first, second];
        const next = bound(pattern, fact, binding);
        if (next !== null) yield { fact, binding: next };
      }
    }
  }

  #rulesOf(relation: number): Rule[] {
    return this.#theory.rules.filter(({ head }) => head[0] === relation);
  }
}
