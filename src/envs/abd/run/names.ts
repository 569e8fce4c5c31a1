type Kind = "number" | "text" | "list" | "table";
type Places = Readonly<Record<Kind, Map<string, number>>>;

/** Gives every variable a place in the state. The language has no recursion, so one place a variable is enough. */
export class Names {
  readonly #places: Places;
  readonly #scope: string;

  /** @param shared places that are taken already. @param scope put before every name. */
  constructor(shared?: Places, scope = "") {
    this.#places = shared ?? { number: new Map(), text: new Map(), list: new Map(), table: new Map() };
    this.#scope = scope;
  }

  /** Names of a helper's own: they share the state, not the places. */
  within(helper: string): Names {
    return new Names(this.#places, `${helper}.`);
  }

  /** Where in the state's values of that kind the variable stands. */
  place(kind: Kind, name: string): number {
    const places = this.#places[kind];
    const scoped = this.#scope + name;
    const known = places.get(scoped);
    if (known !== undefined) return known;
    places.set(scoped, places.size);
    return places.size - 1;
  }
}
