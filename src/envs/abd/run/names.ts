/** Gives every variable a place in the state. The language has no recursion, so one place a variable is enough. */
export class Names {
  readonly #numbers: Map<string, number>;
  readonly #texts: Map<string, number>;
  readonly #lists: Map<string, number>;
  readonly #tables: Map<string, number>;
  readonly #scope: string;

  constructor(parent?: Names, scope = "") {
    this.#numbers = parent?.#numbers ?? new Map<string, number>();
    this.#texts = parent?.#texts ?? new Map<string, number>();
    this.#lists = parent?.#lists ?? new Map<string, number>();
    this.#tables = parent?.#tables ?? new Map<string, number>();
    this.#scope = scope;
  }

  /** Names of a helper's own: they share the state, not the places. */
  within(helper: string): Names {
    return new Names(this, `${helper}.`);
  }

  number(name: string): number {
    return place(this.#numbers, this.#scope + name);
  }

  text(name: string): number {
    return place(this.#texts, this.#scope + name);
  }

  list(name: string): number {
    return place(this.#lists, this.#scope + name);
  }

  table(name: string): number {
    return place(this.#tables, this.#scope + name);
  }
}

function place(places: Map<string, number>, name: string): number {
  const known = places.get(name);
  if (known !== undefined) return known;
  places.set(name, places.size);
  return places.size - 1;
}
