import { SCORE_SCALE, V2_CONSTANTS } from "./constants.ts";
import { ceilScaledLog, floorScaledLog } from "./logarithm.ts";
import type { RoundShape, ValidatorShare } from "./round.ts";

const STAKES_PERCENT = V2_CONSTANTS.discrepancyStakesPercent;
const SUMS = 2 * STAKES_PERCENT.length;
/** Cached rows; dropped as a whole when there are more, which changes speed only. */
const CACHE_LIMIT = 100_000;

/** Rows of one scale, by product. */
type Rows = Map<number, Float64Array>;

const cache = new Map<number, Rows>();

function rowsOf(scale: number): Rows {
  let rows = cache.get(scale);
  if (rows === undefined) cache.set(scale, (rows = new Map<number, Float64Array>()));
  return rows;
}

/**
 * floor(SC · ln(1 + s·l·(1[v(k) = v] − p)·(S/EQ − c))) for l in the stakes and s = 1, −1.
 *
 * @param product (1[v(k) = v]·shares − share) · (S − c·E·m), an integer
 * @param scale shares · E · m · Q, its unit
 */
function rowOf(rows: Rows, product: number, scale: number): Float64Array {
  let found = rows.get(product);
  if (found === undefined) {
    if (rows.size >= CACHE_LIMIT) rows.clear();
    const denominator = 100n * BigInt(scale);
    found = Float64Array.from({ length: SUMS }, (_, place) => {
      const stake = BigInt(STAKES_PERCENT[place >> 1] as number) * (place % 2 === 0 ? 1n : -1n);
      return floorScaledLog(denominator + stake * BigInt(product), denominator);
    });
    rows.set(product, found);
  }
  return found;
}

/**
 * Bets that outcomes do not depend on which validator a round was assigned to. Who draws a round is decided by the
 * beacon, so for honest validators no bet wins but by luck; one that forges or blocks is found out.
 */
export class Discrepancy {
  readonly #sums = new Map<string, Float64Array>();
  readonly #scores: number;
  /** The list met last, the sum of its shares and the rows of that scale. */
  #validators: readonly ValidatorShare[] = [];
  #shares = 0;
  #rows: Rows = new Map<number, Float64Array>();
  #total = 0;
  #rounds = 0;
  /** c: mean of a score's gain up to the last look, floor in thousandths. Fixed in between, so that order there is no matter. */
  #center = 0;

  constructor({ environments, questions }: RoundShape) {
    this.#scores = environments * questions;
  }

  /**
   * Bets on one round; then {@link observe} it.
   *
   * @param validators those not excluded; the round belongs to one of them.
   */
  bet(sum: number, owner: string, validators: readonly ValidatorShare[]): void {
    if (validators !== this.#validators) this.#meet(validators);
    const shares = this.#shares;
    const gain = sum - this.#center * this.#scores;
    const scale = shares * this.#scores * SCORE_SCALE;
    for (const { hotkey, share } of validators) {
      const indicator = hotkey === owner ? shares : 0;
      const bet = rowOf(this.#rows, (indicator - share) * gain, scale);
      let sums = this.#sums.get(hotkey);
      if (sums === undefined) this.#sums.set(hotkey, (sums = new Float64Array(SUMS)));
      for (let place = 0; place < SUMS; place += 1) sums[place] = (sums[place] as number) + (bet[place] as number);
    }
  }

  /** Takes a round into the mean of those after it; also where there is one validator and nothing to bet on. */
  observe(sum: number): void {
    this.#total += sum;
    this.#rounds += 1;
  }

  #meet(validators: readonly ValidatorShare[]): void {
    this.#validators = validators;
    this.#shares = validators.reduce((all, validator) => all + validator.share, 0);
    this.#rows = rowsOf(this.#shares * this.#scores * SCORE_SCALE);
  }

  /** Called at each look, after {@link worst}. */
  recenter(): void {
    if (this.#rounds > 0) this.#center = Math.floor(this.#total / (this.#scores * this.#rounds));
  }

  /** The validator with the largest statistic among those that may be doubted; ties to the smaller hotkey. */
  worst(isDoubted: (hotkey: string) => boolean): { hotkey: string; statistic: number } | null {
    let worst: { hotkey: string; statistic: number } | null = null;
    for (const [hotkey, sums] of this.#sums) {
      if (!isDoubted(hotkey)) continue;
      const statistic = Math.max(...sums);
      if (worst === null || statistic > worst.statistic || (statistic === worst.statistic && hotkey < worst.hotkey)) {
        worst = { hotkey, statistic };
      }
    }
    return worst;
  }

  save() {
    return {
      sums: [...this.#sums].map(([hotkey, sums]) => [hotkey, [...sums]] as const),
      total: this.#total,
      rounds: this.#rounds,
      center: this.#center,
    };
  }

  load({ sums, total, rounds, center }: ReturnType<Discrepancy["save"]>): void {
    for (const [hotkey, own] of sums) this.#sums.set(hotkey, Float64Array.from(own));
    this.#total = total;
    this.#rounds = rounds;
    this.#center = center;
  }
}

/** The statistic at which one of `validators` is taken to lie: level discrepancyLevel · V over all its bets. */
export function discrepancyThreshold(validators: number): number {
  return ceilScaledLog(BigInt(V2_CONSTANTS.discrepancyLevel) * BigInt(validators) * BigInt(SUMS), 1n);
}
