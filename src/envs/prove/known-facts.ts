import { factKey, type Fact, type Pattern, type Rule, type Theory } from "./theory.ts";

/** Constants of a rule's variables; -1 where one is still open. */
export type Binding = readonly number[];

export const UNBOUND: Binding = [-1, -1, -1, -1];

/** Facts that hold, found by relation and either constant. */
export class KnownFacts {
  /** Facts that were looked at to see whether they fit a pattern. */
  looked = 0;
  readonly #theory: Theory;
  readonly #known = new Set<number>();
  readonly #bySubject = new Map<number, Fact[]>();
  readonly #byObject = new Map<number, Fact[]>();
  readonly #byRelation = new Map<number, Fact[]>();

  constructor(theory: Theory) {
    this.#theory = theory;
  }

  has(fact: Fact): boolean {
    return this.#known.has(factKey(this.#theory, fact));
  }

  add(fact: Fact): void {
    if (this.has(fact)) return;
    const [relation, first, second] = fact;
    const count = this.#theory.constants.length;
    this.#known.add(factKey(this.#theory, fact));
    put(this.#bySubject, relation * count + first, fact);
    put(this.#byObject, relation * count + second, fact);
    put(this.#byRelation, relation, fact);
  }

  /** Ways to make a pattern hold that agree with a binding, with the fact of each. */
  *matches(pattern: Pattern, binding: Binding): Generator<{ readonly binding: Binding; readonly fact: Fact }> {
    const [relation, x, y] = pattern;
    const [first, second] = [binding[x] as number, binding[y] as number];
    const count = this.#theory.constants.length;
    const candidates =
      first !== -1
        ? this.#bySubject.get(relation * count + first)
        : second !== -1
          ? this.#byObject.get(relation * count + second)
          : this.#byRelation.get(relation);
    for (const fact of candidates ?? []) {
      this.looked += 1;
      const next = bound(pattern, fact, binding);
      if (next !== null) yield { binding: next, fact };
    }
  }

  /** Ways to make all patterns hold, with their facts in the order of the patterns. */
  *joins(patterns: readonly Pattern[], binding: Binding): Generator<{ binding: Binding; facts: readonly Fact[] }> {
    const [pattern, ...rest] = patterns;
    if (pattern === undefined) {
      yield { binding, facts: [] };
      return;
    }
    for (const match of this.matches(pattern, binding)) {
      for (const { binding: whole, facts } of this.joins(rest, match.binding)) {
        yield { binding: whole, facts: [match.fact, ...facts] };
      }
    }
  }

  /** The facts by which a rule gives a fact, the first that are found; `null` where it does not. */
  premises({ head, body }: Rule, fact: Fact): readonly Fact[] | null {
    const binding = bound(head, fact, UNBOUND);
    if (binding === null) return null;
    for (const { facts } of this.joins(body, binding)) return facts;
    return null;
  }
}

/** A binding that also makes a pattern the fact; `null` where the two disagree. */
export function bound([relation, x, y]: Pattern, [of, first, second]: Fact, binding: Binding): Binding | null {
  if (relation !== of) return null;
  const [a, b] = [binding[x] as number, binding[y] as number];
  if ((a !== -1 && a !== first) || (b !== -1 && b !== second) || (x === y && first !== second)) return null;
  return a === first && b === second ? binding : binding.with(x, first).with(y, second);
}

function put(lists: Map<number, Fact[]>, key: number, fact: Fact): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [fact]);
  else list.push(fact);
}
