import { bound, KnownFacts, UNBOUND, type Binding } from "./known-facts.ts";
import { factKey, type Fact, type Pattern, type Rule, type Theory } from "./theory.ts";

/** A fact that was derived: from what, and by how many rules one after the other. */
export interface Derived {
  readonly fact: Fact;
  readonly premises: readonly Fact[];
  /** Rules on the longest way down to given facts; no proof has a smaller number. 0 for given facts. */
  readonly depth: number;
}

export interface Chained {
  /** Every fact that was found, by its key, in the order in which they were found. */
  readonly derived: ReadonlyMap<number, Derived>;
  /** Facts that were looked at to see whether they fit a pattern. */
  readonly steps: number;
}

/**
 * Forward chaining, first in, first out: every fact is joined once with what came before it, so each is found with the
 * smallest depth that it can have.
 *
 * @param limits ends the work at a fact, or after so many steps or facts
 */
export function chainForward(
  theory: Theory,
  rules: readonly Rule[],
  limits: { readonly goal?: Fact; readonly steps?: number; readonly facts?: number } = {},
): Chained {
  const { goal, steps = Infinity, facts = Infinity } = limits;
  const known = new KnownFacts(theory);
  const queue: Derived[] = theory.facts.map((fact) => ({ fact, premises: [], depth: 0 }));
  const derived = new Map(queue.map((found) => [factKey(theory, found.fact), found]));
  const wanted = goal === undefined ? -1 : factKey(theory, goal);
  const uses = usesOf(rules);
  for (let at = 0; at < queue.length; at += 1) {
    const { fact, depth } = queue[at] as Derived;
    known.add(fact);
    for (const { head, pattern, rest, place } of uses.get(fact[0]) ?? []) {
      const binding = bound(pattern, fact, UNBOUND);
      if (binding === null) continue;
      for (const joined of known.joins(rest, binding)) {
        if (known.looked > steps) return { derived, steps: known.looked };
        const next = instance(head, joined.binding);
        const key = factKey(theory, next);
        if (derived.has(key)) continue;
        const found = { fact: next, premises: joined.facts.toSpliced(place, 0, fact), depth: depth + 1 };
        derived.set(key, found);
        queue.push(found);
        if (key === wanted || derived.size >= facts) return { derived, steps: known.looked };
      }
      known.looked += 1;
    }
  }
  return { derived, steps: known.looked };
}

/** The rules that may take part in a proof of a relation. */
export function rulesFor(relation: number, rules: readonly Rule[]): Rule[] {
  const wanted = new Set([relation]);
  for (const goal of wanted) {
    for (const { head, body } of rules) if (head[0] === goal) for (const [needed] of body) wanted.add(needed);
  }
  return rules.filter(({ head }) => wanted.has(head[0]));
}

/** A proof out of what was derived: every fact that is needed and not given, each behind what it follows from. */
export function proofOf(theory: Theory, { derived }: Chained, goal: Fact): Fact[] {
  const needed = new Set<number>();
  const waiting = [goal];
  for (let fact = waiting.pop(); fact !== undefined; fact = waiting.pop()) {
    const found = derived.get(factKey(theory, fact));
    if (found === undefined || found.depth === 0 || needed.has(factKey(theory, fact))) continue;
    needed.add(factKey(theory, fact));
    waiting.push(...found.premises);
  }
  return [...derived].filter(([key]) => needed.has(key)).map(([, { fact }]) => fact);
}

interface Use {
  readonly head: Pattern;
  readonly pattern: Pattern;
  readonly rest: readonly Pattern[];
  readonly place: number;
}

/** The places in bodies where a relation stands. */
function usesOf(rules: readonly Rule[]): Map<number, Use[]> {
  const uses = new Map<number, Use[]>();
  for (const { head, body } of rules) {
    for (const [place, pattern] of body.entries()) {
      const own = uses.get(pattern[0]) ?? [];
      own.push({ head, pattern, rest: body.toSpliced(place, 1), place });
      uses.set(pattern[0], own);
    }
  }
  return uses;
}

function instance([relation, x, y]: Pattern, binding: Binding): Fact {
  return [relation, binding[x] as number, binding[y] as number];
}
