import { countDominated, type Standing } from "./dominance.ts";
import type { Tally } from "./tally.ts";

/** A miner with results, as the rule sees it. */
export interface Candidate extends Standing {
  readonly tally: Tally;
  readonly eligible: boolean;
}

export interface Ranking {
  /** Uid that takes everything: 0 without results. */
  readonly winner: number;
  readonly required: readonly number[];
  /** Everybody with results. */
  readonly candidates: readonly Candidate[];
}

/** Rules 3 to 6, from counts that are kept already. @param environments how many there are */
export function rankTallies(tallies: readonly Tally[], environments: number): Ranking {
  const active = tallies.filter((tally) => tally.firstBlock !== null);
  const required = requiredOf(active, environments);
  const candidates = active.map((tally) => candidateOf(tally, required));
  const eligible = candidates.filter((candidate) => candidate.eligible);
  const pool = eligible.length > 0 ? eligible : candidates;
  countDominated(pool);
  return { winner: best(pool)?.tally.uid ?? 0, required, candidates };
}

function requiredOf(active: readonly Tally[], environments: number): number[] {
  const required: number[] = [];
  for (let env = 0; env < environments; env += 1) {
    let most = 0;
    for (const { n } of active) most = Math.max(most, n[env] ?? 0);
    required.push(Math.trunc(0.9 * most));
  }
  return required;
}

function candidateOf(tally: Tally, required: readonly number[]): Candidate {
  const accuracy: number[] = [];
  const variance: number[] = [];
  let eligible = true;
  for (let env = 0; env < required.length; env += 1) {
    const n = tally.n[env] ?? 0;
    const mean = accuracyOf(tally, env);
    accuracy.push(mean);
    variance.push((mean * (1 - mean)) / Math.max(n, 1));
    if (n < (required[env] as number)) eligible = false;
  }
  return { tally, firstBlock: tally.firstBlock ?? 0, accuracy, variance, eligible, dominated: 0 };
}

/** Mean score in an environment, a double; 0 without results. */
export function accuracyOf(tally: Tally, env: number): number {
  const n = tally.n[env] ?? 0;
  return n === 0 ? 0 : (tally.sum[env] ?? 0) / n;
}

/** Rule 6; the original leaves the last tie undefined, here the lowest uid takes it. */
function best(pool: readonly Candidate[]): Candidate | undefined {
  let first: Candidate | undefined;
  for (const one of pool) if (first === undefined || isBefore(one, first)) first = one;
  return first;
}

function isBefore(a: Candidate, b: Candidate): boolean {
  if (a.dominated !== b.dominated) return a.dominated > b.dominated;
  if (a.firstBlock !== b.firstBlock) return a.firstBlock < b.firstBlock;
  return a.tally.uid < b.tally.uid;
}
