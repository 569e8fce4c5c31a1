import { hits, type Game, type Rule, type Telling } from "./game.ts";

/** A rule as tables. */
export interface Answering {
  readonly places: number;
  readonly weights: readonly number[];
  /** Sums count modulo this. */
  readonly modulus: number;
  /** 1 where an asked digit hits a sum: at asked · modulus + sum. */
  readonly hit: Uint8Array;
  /** The answer to a set of places that hit, bit i for place i. */
  readonly told: Uint8Array;
}

/** The tables of a rule. */
export function answeringOf({ places, digits }: Pick<Game, "places" | "digits">, rule: Rule): Answering {
  const { relation, weights, telling } = rule;
  const modulus = relation.form === "remainder" ? relation.m : digits;
  const hit = new Uint8Array(digits * modulus);
  for (let asked = 0; asked < digits; asked += 1) {
    for (let sum = 0; sum < modulus; sum += 1) {
      if (hits(relation, digits, asked, sum)) hit[asked * modulus + sum] = 1;
    }
  }
  const told = Uint8Array.from({ length: 1 << places }, (_, set) => tell(telling, set, places));
  return { places, weights, modulus, hit, told };
}

/** The sums of codes that stand one behind the other, place by place. */
export function sumsOf({ places, weights, modulus }: Answering, codes: ArrayLike<number>): Uint8Array {
  const sums = new Uint8Array(codes.length);
  for (let from = 0; from < codes.length; from += places) {
    for (let place = 0; place < places; place += 1) {
      let sum = 0;
      for (let ahead = 0; ahead < places; ahead += 1) {
        sum += (weights[ahead] as number) * (codes[from + ((place + ahead) % places)] as number);
      }
      sums[from + place] = sum % modulus;
    }
  }
  return sums;
}

/** The answer to an ask, 0 to the number of places, from a code's sums. @param from where they begin in `sums` */
export function answerTo(
  { places, modulus, hit, told }: Answering,
  ask: ArrayLike<number>,
  sums: Uint8Array,
  from = 0,
): number {
  let set = 0;
  for (let place = 0; place < places; place += 1) {
    const at = (ask[place] as number) * modulus + (sums[from + place] as number);
    set |= (hit[at] as number) << place;
  }
  return told[set] as number;
}

function tell(telling: Telling, set: number, places: number): number {
  const hitting = Array.from({ length: places }, (_, place) => (set >> place) & 1);
  switch (telling) {
    case "count":
      return hitting.filter((one) => one === 1).length;
    case "first":
      return hitting.indexOf(1) + 1;
    case "last":
      return hitting.lastIndexOf(1) + 1;
    case "run":
      return Math.max(
        ...hitting
          .join("")
          .split("0")
          .map((run) => run.length),
      );
  }
}
