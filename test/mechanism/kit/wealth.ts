import { streamRow, threshold } from "../../../src/mechanism/affine-v2/table.ts";

const thresholds = new Map<number, number>();

function cachedThreshold(level: number): number {
  let found = thresholds.get(level);
  if (found === undefined) thresholds.set(level, (found = threshold(level)));
  return found;
}

/** The streams of superiority alone, looked at after every round: A0 and each A_e, with the best each has been. */
export class SuperiorityWealth {
  readonly #epsBp: number;
  readonly #sums: readonly Float64Array[];
  readonly #best: Float64Array;

  constructor(environments: number, epsBp: number) {
    this.#epsBp = epsBp;
    this.#sums = Array.from({ length: environments + 1 }, () => new Float64Array(6));
    this.#best = new Float64Array(environments + 1);
  }

  /** @param differences thousandths per environment */
  add(differences: ArrayLike<number>): void {
    const environments = differences.length;
    let total = 0;
    for (let env = 0; env < environments; env += 1) {
      const difference = differences[env]!;
      total += difference;
      this.#grow(env, streamRow(20 * difference - 2 * this.#epsBp, 1));
    }
    this.#grow(environments, streamRow(20 * total - 2 * environments * this.#epsBp, environments));
  }

  #grow(stream: number, row: Float64Array): void {
    const sums = this.#sums[stream]!;
    for (let j = 0; j < 6; j += 1) {
      sums[j]! += row[j]!;
      if (sums[j]! > this.#best[stream]!) this.#best[stream] = sums[j]!;
    }
  }

  /** Whether superiority at 1/level was ever shown: half of the level for the mean, half over the environments. */
  hasReached(level: number): boolean {
    const environments = this.#sums.length - 1;
    if (this.#best[environments]! >= cachedThreshold(2 * level)) return true;
    const single = cachedThreshold(2 * environments * level);
    for (let env = 0; env < environments; env += 1) if (this.#best[env]! >= single) return true;
    return false;
  }

  /** The largest sum now, as a part of what `level` needs of the mean. */
  nearness(level: number): number {
    let most = -Infinity;
    for (const sums of this.#sums) for (const sum of sums) if (sum > most) most = sum;
    return most / cachedThreshold(2 * level);
  }
}
