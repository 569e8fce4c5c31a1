/** Of a text so many n-grams are kept at most. Those with the smallest hashes: what two texts share, both keep or neither. */
const MOST_GRAMS = 400;
/** Hashes are small integers of V8, so that a map of millions of them stays small. */
const HASH_BITS = 30;

/** Texts by the n-grams of three words or numbers that they share, the rarer ones counting more. */
export class Grams {
  readonly #places = new Map<number, number[]>();
  #texts = 0;

  add(tokens: readonly string[]): void {
    for (const gram of sketch(tokens)) {
      const places = this.#places.get(gram);
      if (places === undefined) this.#places.set(gram, [this.#texts]);
      else places.push(this.#texts);
    }
    this.#texts += 1;
  }

  /** The place of the text that shares most; the first where none shares anything. */
  nearest(tokens: readonly string[]): number {
    const weights = new Float64Array(this.#texts);
    for (const gram of sketch(tokens)) {
      const places = this.#places.get(gram) ?? [];
      for (const place of places) weights[place]! += 1 / places.length;
    }
    let best = 0;
    for (let place = 1; place < weights.length; place += 1) if (weights[place]! > weights[best]!) best = place;
    return best;
  }
}

function sketch(tokens: readonly string[]): number[] {
  const hashes = new Map<string, number>();
  const hashed = tokens.map((token) => {
    const known = hashes.get(token) ?? hashOf(token);
    hashes.set(token, known);
    return known;
  });
  const grams = new Set<number>();
  for (let at = 2; at < hashed.length; at += 1) {
    const [one, two, three] = [hashed[at - 2]!, hashed[at - 1]!, hashed[at]!];
    grams.add(mixed(mixed(mixed(one) + two) + three) >>> (32 - HASH_BITS));
  }
  return [...grams].sort((a, b) => a - b).slice(0, MOST_GRAMS);
}

/** FNV-1a. */
function hashOf(token: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < token.length; at += 1) hash = Math.imul(hash ^ token.charCodeAt(at), 0x01000193);
  return hash;
}

/** A 32-bit finalizer in the manner of MurmurHash3. */
function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
