import { kinds, need } from "../../core/index.ts";
import { integerSquareRoot } from "../integer-root.ts";
import { V2_CONSTANTS } from "./constants.ts";

/** What the order of serving looks at. */
export interface Ranked {
  readonly id: string;
  /** Σ D over rounds and environments, thousandths. */
  readonly sum: number;
  /** n: rounds that count. */
  readonly rounds: number;
}

const rankedKind = kinds.shape({ sum: kinds.whole, rounds: kinds.between(0) });

/**
 * S/(n·E) + sqrt(0.1/n) in millionths, the mean gain plus what so few rounds may hide: rounded down, exact. Infinite
 * before the first round.
 */
export function rankMillionths(ranked: Ranked, environments: number): number {
  need(rankedKind, ranked, "rankMillionths", "{ sum, rounds } and the number of environments");
  need(kinds.whole, environments, "rankMillionths", "{ sum, rounds } and the number of environments");
  const { sum, rounds } = ranked;
  if (rounds === 0) return Infinity;
  const gain = Math.floor((1000 * sum) / (rounds * environments));
  return gain + Number(integerSquareRoot(100_000_000_000n / BigInt(rounds)));
}

/** Best first; equals stay in the order given, which is that of commitment. */
export function rank<T extends Ranked>(tests: readonly T[], environments: number): T[] {
  return tests
    .map((test) => ({ test, value: rankMillionths(test, environments) }))
    .sort((a, b) => (a.value === b.value ? 0 : b.value > a.value ? 1 : -1))
    .map(({ test }) => test);
}

/** An open test as the schedule sees it. */
export interface Schedulable extends Ranked {
  /** Rounds for which it has been scheduled, played or not. */
  readonly scheduled: number;
}

/** What the turn of somebody who waits depends on. */
interface Waiting {
  /** Rank in the reign before; −Infinity without one. */
  readonly before: number;
  /** Has never been asked. */
  readonly isNew: boolean;
}

/**
 * In which order they are asked first, that of commitment among equals: for a vacant throne the best of the reign before;
 * else who has never been asked waits for nobody who begins again.
 */
export function inTurn<T extends Waiting>(open: readonly T[], isVacant: boolean): T[] {
  if (isVacant) return [...open].sort((a, b) => (a.before === b.before ? 0 : b.before > a.before ? 1 : -1));
  return [...open].sort((a, b) => Number(b.isNew) - Number(a.isNew));
}

const openKind = kinds.list(kinds.shape({ id: kinds.text, scheduled: kinds.whole }));
const idsKind = kinds.list(kinds.text);

/**
 * The tests of one round: those that must meet, then newcomers in order of commitment until each has had screenRounds
 * rounds, then the best of the last ranking; `lanes` at most.
 */
export function chooseServed(
  open: readonly Schedulable[],
  meeting: readonly string[],
  ranking: readonly string[],
): readonly string[] {
  const what = "open tests, the ids of those that must meet, and a ranking of ids";
  need(openKind, open, "chooseServed", what);
  need(idsKind, meeting, "chooseServed", what);
  need(idsKind, ranking, "chooseServed", what);
  const { lanes, screenRounds } = V2_CONSTANTS;
  const chosen = new Set(meeting);
  const place = new Map(ranking.map((id, index) => [id, index]));
  const newcomers = open.filter((test) => test.scheduled < screenRounds);
  const others = open
    .filter((test) => test.scheduled >= screenRounds)
    .sort((a, b) => (place.get(a.id) ?? ranking.length) - (place.get(b.id) ?? ranking.length));
  for (const { id } of [...newcomers, ...others]) {
    if (chosen.size >= lanes) break;
    chosen.add(id);
  }
  return [...chosen];
}
