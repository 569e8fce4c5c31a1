import { proofOf, type Derived } from "./chain-forward.ts";
import { bound, KnownFacts, UNBOUND, type Binding } from "./known-facts.ts";
import { factKey, type Fact, type Pattern, type Rule, type Theory } from "./theory.ts";

/** What a search from the goal found. */
export interface Found {
  /** A proof, line by line; empty where there is none or the steps were used up. */
  readonly proof: readonly Fact[];
  /** Facts that were looked at to see whether they fit. */
  readonly steps: number;
}

/**
 * Proves a goal from above, as somebody would who is asked for it: only what it needs is asked, each question once. A
 * question is a relation with each of its constants given or open; its answers are found one by one, as far as they are
 * wanted, and remembered, also for questions that ask for less. Conditions with the fewest open constants come first, of
 * these the ones nearest to the given facts; so do rules. (Tabled resolution: Tamaki and Sato 1986, Chen and Warren 1996;
 * a question that needs itself is answered by what is known of it, so that a goal may be missed.)
 *
 * @param steps facts that may be looked at
 */
export function searchFromGoal(theory: Theory, goal: Fact, steps = Infinity): Found {
  const search = new Search(theory, steps);
  const [relation, first, second] = goal;
  for (const _ of search.answers({ relation, first, second })) {
    return { proof: proofOf(theory, { derived: search.derived, steps: search.looked }, goal), steps: search.looked };
  }
  return { proof: [], steps: search.looked };
}

/** A relation, each of its constants given or open (-1). */
interface Question {
  readonly relation: number;
  readonly first: number;
  readonly second: number;
}

/** Answers to a question, as far as they are known. */
interface Table {
  readonly facts: Fact[];
  readonly more: Generator<Fact>;
  state: "open" | "running" | "done";
}

class Search {
  readonly derived = new Map<number, Derived>();
  readonly #theory: Theory;
  readonly #steps: number;
  readonly #given: KnownFacts;
  readonly #rules = new Map<number, Rule[]>();
  readonly #layers = new Map<number, number>();
  readonly #tables = new Map<string, Table>();

  constructor(theory: Theory, steps: number) {
    this.#theory = theory;
    this.#steps = steps;
    this.#given = new KnownFacts(theory);
    for (const fact of theory.facts) {
      this.#given.add(fact);
      this.derived.set(factKey(theory, fact), { fact, premises: [], depth: 0 });
    }
    for (const rule of theory.rules) this.#rules.set(rule.head[0], [...(this.#rules.get(rule.head[0]) ?? []), rule]);
    this.#findLayers();
    for (const rules of this.#rules.values()) rules.sort((a, b) => this.#height(a) - this.#height(b));
  }

  get looked(): number {
    return this.#given.looked;
  }

  *answers(question: Question): Generator<Fact> {
    const rules = this.#rules.get(question.relation);
    if (rules === undefined) {
      const { relation, first, second } = question;
      for (const { fact } of this.#given.matches([relation, 0, 1], [first, second, -1, -1])) {
        if (this.#isSpent) return;
        if (second === -1 || fact[2] === second) yield fact;
      }
      return;
    }
    const wider = this.#wider(question);
    if (wider !== undefined) {
      for (const fact of wider.facts) {
        if (this.#look()) return;
        if (fits(fact, question)) yield fact;
      }
      return;
    }
    const key = keyOf(question);
    const table = this.#tables.get(key) ?? { facts: [], more: this.#derive(question, rules), state: "open" };
    this.#tables.set(key, table);
    for (let at = 0; ; at += 1) {
      if (at === table.facts.length && !this.#extend(table)) return;
      if (this.#look()) return;
      yield table.facts[at] as Fact;
    }
  }

  /** One answer more. @returns whether there was one */
  #extend(table: Table): boolean {
    // What needs itself gets what is known so far.
    if (table.state !== "open") return false;
    table.state = "running";
    const next: IteratorResult<Fact, unknown> = table.more.next();
    table.state = next.done === true ? "done" : "open";
    if (next.done === true) return false;
    table.facts.push(next.value);
    return true;
  }

  *#derive({ relation, first, second }: Question, rules: readonly Rule[]): Generator<Fact> {
    const seen = new Set<number>();
    for (const { head, body } of rules) {
      const [, x, y] = head;
      for (const { binding, premises } of this.#bodies(body, UNBOUND.with(x, first).with(y, second), [])) {
        const fact: Fact = [relation, binding[x] as number, binding[y] as number];
        const key = factKey(this.#theory, fact);
        if (seen.has(key)) continue;
        seen.add(key);
        if (!this.derived.has(key)) this.derived.set(key, { fact, premises, depth: 1 });
        yield fact;
        if (first !== -1 && second !== -1) return;
      }
    }
  }

  *#bodies(
    patterns: readonly Pattern[],
    binding: Binding,
    premises: readonly Fact[],
  ): Generator<{ binding: Binding; premises: readonly Fact[] }> {
    if (patterns.length === 0) {
      yield { binding, premises };
      return;
    }
    const open = ([, x, y]: Pattern): number => (binding[x] === -1 ? 1 : 0) + (binding[y] === -1 ? 1 : 0);
    const pattern = patterns.reduce((best, next) =>
      (open(next) - open(best) || this.#layerOf(next[0]) - this.#layerOf(best[0])) < 0 ? next : best,
    );
    const rest = patterns.filter((other) => other !== pattern);
    const [relation, x, y] = pattern;
    for (const fact of this.answers({ relation, first: binding[x] as number, second: binding[y] as number })) {
      const next = bound(pattern, fact, binding);
      if (next !== null) yield* this.#bodies(rest, next, [...premises, fact]);
      if (this.#isSpent) return;
    }
  }

  /** A question that asks for the same and more, and was answered whole. */
  #wider({ relation, first, second }: Question): Table | undefined {
    const questions = [
      { relation, first, second: -1 },
      { relation, first: -1, second },
      { relation, first: -1, second: -1 },
    ];
    return questions.map((wide) => this.#tables.get(keyOf(wide))).find((table) => table?.state === "done");
  }

  /** How many rules stand on one another below a relation, at least. */
  #findLayers(): void {
    for (let isNew = true, layer = 1; isNew; layer += 1) {
      const found = [...this.#rules].filter(
        ([relation, rules]) => !this.#layers.has(relation) && rules.some((rule) => this.#height(rule) < layer),
      );
      for (const [relation] of found) this.#layers.set(relation, layer);
      isNew = found.length > 0;
    }
  }

  #layerOf(relation: number): number {
    return this.#rules.has(relation) ? (this.#layers.get(relation) ?? Infinity) : 0;
  }

  #height({ body }: Rule): number {
    return Math.max(...body.map(([relation]) => this.#layerOf(relation)));
  }

  /** @returns whether the steps are used up */
  #look(): boolean {
    this.#given.looked += 1;
    return this.#isSpent;
  }

  get #isSpent(): boolean {
    return this.#given.looked > this.#steps;
  }
}

function fits([, first, second]: Fact, question: Question): boolean {
  return (question.first === -1 || question.first === first) && (question.second === -1 || question.second === second);
}

function keyOf({ relation, first, second }: Question): string {
  return `${relation} ${first} ${second}`;
}
