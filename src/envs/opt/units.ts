import type { Choosing, Unit } from "./choosing.ts";
import type { Problem } from "./problem.ts";

/** What greedy ways take at once; each with all that it needs, and only what keeps all constraints by itself. */
export class Units {
  readonly singles: readonly Unit[];
  /** Single items and the pairs that are worth more together. */
  readonly pairs: readonly Unit[];
  readonly #problem: Problem;
  readonly #choosing: Choosing;
  readonly #seen = new Set<string>();
  #triples: readonly Unit[] | null = null;

  constructor(problem: Problem, choosing: Choosing) {
    [this.#problem, this.#choosing] = [problem, choosing];
    this.singles = this.#whole(problem.items.map((_, at) => [at]));
    this.pairs = [...this.singles, ...this.#whole(problem.bonuses.map(([a, b]) => [a, b]))];
  }

  /** These, and three items of which two pairs are worth more together; made when they are asked for. */
  get triples(): readonly Unit[] {
    this.#triples ??= [...this.pairs, ...this.#whole(threes(this.#problem))];
    return this.#triples;
  }

  #whole(sets: readonly (readonly number[])[]): Unit[] {
    this.#choosing.clear();
    const units: Unit[] = [];
    for (const set of sets) {
      const unit = this.#choosing.unit(set);
      const key = unit.join();
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      if (this.#choosing.isAtPeace(unit) && this.#choosing.look(unit) > 0) units.push(unit);
    }
    return units;
  }
}

function threes({ bonuses }: Problem): number[][] {
  const sets: number[][] = [];
  for (const [at, [a, b]] of bonuses.entries()) {
    for (let before = 0; before < at; before += 1) {
      const [c, d] = bonuses[before] as readonly [number, number, number];
      if (a === c || b === c) sets.push([a, b, d]);
      else if (a === d || b === d) sets.push([a, b, c]);
    }
  }
  return sets;
}
