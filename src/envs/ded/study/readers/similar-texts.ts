/** Finds the text that shares most word groups with another one: single words and pairs, the rarer the more they count. */
export class SimilarTexts<Value> {
  readonly #values: Value[] = [];
  readonly #sizes: number[] = [];
  readonly #places = new Map<string, number[]>();

  add(text: string, value: Value): void {
    const place = this.#values.push(value) - 1;
    const groups = groupsOf(text);
    this.#sizes.push(groups.size);
    for (const group of groups) {
      const known = this.#places.get(group);
      if (known === undefined) this.#places.set(group, [place]);
      else known.push(place);
    }
  }

  /** `undefined` where nothing was added. */
  nearest(text: string): Value | undefined {
    const scores = new Float64Array(this.#values.length);
    for (const group of groupsOf(text)) {
      const places = this.#places.get(group) ?? [];
      const weight = Math.log((1 + this.#values.length) / (1 + places.length));
      for (const place of places) scores[place] = (scores[place] ?? 0) + weight;
    }
    let best = 0;
    for (const [place, size] of this.#sizes.entries()) {
      const score = (scores[place] ?? 0) / Math.sqrt(size);
      if (score > (scores[best] ?? 0) / Math.sqrt(this.#sizes[best] ?? 1)) best = place;
    }
    return this.#values[best];
  }
}

function groupsOf(text: string): Set<string> {
  const words = text.split(/\s+/);
  const groups = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    for (let size = 1; size <= 2 && at + size <= words.length; size += 1) {
      groups.add(words.slice(at, at + size).join(" "));
    }
  }
  return groups;
}
