/**
 * Values that many parts of a saved state share, each written once: a list of validators, say, that counts in a thousand
 * rounds. Equal values have one place, in the order in which they were first met.
 */
export class SharedValues {
  readonly #values: unknown[];
  readonly #places = new Map<string, number>();
  /** The same objects come again and again. */
  readonly #met = new Map<unknown, number>();

  /** @param values what {@link list} gave before */
  constructor(values: readonly unknown[] = []) {
    this.#values = [...values];
  }

  /** What was put in, by place. */
  get list(): readonly unknown[] {
    return this.#values;
  }

  /** The place of a value, which must not change from now on. */
  put(value: object): number {
    const met = this.#met.get(value);
    if (met !== undefined) return met;
    const text = JSON.stringify(value);
    let place = this.#places.get(text);
    if (place === undefined) {
      place = this.#values.push(value) - 1;
      this.#places.set(text, place);
    }
    this.#met.set(value, place);
    return place;
  }

  /** The value at a place; the same object each time. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- whoever put it in knows what it is
  get<T>(place: number): T {
    return this.#values[place] as T;
  }
}
