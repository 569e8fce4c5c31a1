import { dominates, type Standing } from "./dominance.ts";
import { tallyResults, type Tally } from "./tally.ts";
import type { V1Decision, V1IgnoredReason, V1Input, V1Row } from "./types.ts";

/** The chain's largest share. */
const ALL = 65_535;

interface Candidate extends Standing {
  readonly tally: Tally;
  readonly eligible: boolean;
  dominated: number;
}

/**
 * The original's rule: all weight to the miner that Pareto-dominates most others. IEEE doubles in the order given, so
 * that every machine agrees; for comparison and replay, since copies and sybils win under it (docs/mechanism.md).
 * Never throws on what a record holds: what cannot count is ignored and counted by reason.
 *
 * @example
 * const { winner } = decideV1({ results, hotkeys: [{ uid: 0, hotkey: "5F…" }], envs: ["SAT"] });
 */
export function decideV1(input: V1Input): V1Decision {
  const { tallies, ignored } = tallyResults(input);
  return decideV1Tallies(tallies, input.envs, ignored);
}

/**
 * Rules 3 to 6, from counts that are kept already: what {@link decideV1} does after counting. For the laboratory, which
 * slides a window of results and would otherwise count it anew a million times.
 */
export function decideV1Tallies(
  tallies: readonly Tally[],
  envs: readonly string[],
  ignored: ReadonlyMap<V1IgnoredReason, number> = new Map(),
): V1Decision {
  const active = tallies.filter((tally) => tally.firstBlock !== null);
  const required = envs.map((_, env) => Math.trunc(0.9 * Math.max(0, ...active.map((tally) => tally.n[env] ?? 0))));
  const candidates = active.map((tally): Candidate => ({
    tally,
    firstBlock: tally.firstBlock ?? 0,
    n: tally.n,
    accuracy: tally.n.map((n, env) => accuracyOf(tally, n, env)),
    eligible: tally.n.every((n, env) => n >= (required[env] ?? 0)),
    dominated: 0,
  }));
  const eligible = candidates.filter((candidate) => candidate.eligible);
  const pool = eligible.length > 0 ? eligible : candidates;
  for (const a of pool) a.dominated = pool.filter((b) => b !== a && dominates(a, b)).length;
  const winner = best(pool)?.tally.uid ?? 0;
  const byTally = new Map(candidates.map((candidate) => [candidate.tally, candidate]));
  const table = tallies.map((tally) => row(tally, byTally.get(tally), envs));
  return { winner, weights: new Map([[winner, ALL]]), required, table, ignored };
}

/** Rule 6; the original leaves the last tie undefined, here the lowest uid takes it. */
function best(pool: readonly Candidate[]): Candidate | undefined {
  return [...pool].sort(
    (a, b) => b.dominated - a.dominated || a.firstBlock - b.firstBlock || a.tally.uid - b.tally.uid,
  )[0];
}

function accuracyOf(tally: Tally, n: number, env: number): number {
  return n === 0 ? 0 : (tally.sum[env] ?? 0) / n;
}

function row(tally: Tally, candidate: Candidate | undefined, envs: readonly string[]): V1Row {
  const { uid, hotkey, model, revision, firstBlock } = tally;
  return {
    uid,
    hotkey,
    model,
    revision,
    firstBlock,
    active: candidate !== undefined,
    eligible: candidate?.eligible ?? false,
    dominates: candidate?.dominated ?? 0,
    environments: envs.map((env, index) => {
      const n = tally.n[index] ?? 0;
      return {
        env,
        n,
        sumThousandths: tally.sumThousandths[index] ?? 0,
        accuracy: accuracyOf(tally, n, index),
      };
    }),
  };
}
