import { kinds, need } from "../../core/index.ts";
import { accuracyOf, rankTallies, type Candidate } from "./ranking.ts";
import { tallyResults, type Tally } from "./tally.ts";
import type { V1Decision, V1IgnoredReason, V1Input, V1Row } from "./types.ts";

/** The chain's largest share. */
const ALL = 65_535;

// Results are looked at one by one where they are counted: what no result is counts as malformed.
const inputKind = kinds.shape({
  results: kinds.iterable,
  hotkeys: kinds.list(kinds.shape({ uid: kinds.whole, hotkey: kinds.text })),
  envs: kinds.list(kinds.text),
});
const numbers = kinds.list(kinds.number);
const talliesKind = kinds.list(
  kinds.shape({
    uid: kinds.whole,
    firstBlock: kinds.orNull(kinds.number),
    n: numbers,
    sum: numbers,
    sumThousandths: numbers,
  }),
);

/**
 * The original's rule: all weight to the miner that Pareto-dominates most others. IEEE doubles in the order given, so
 * that every machine agrees; for comparison and replay, since copies and sybils win under it (docs/mechanism.md).
 * Never throws on what a record holds: what cannot count is ignored and counted by reason.
 *
 * @throws AffineError `invalid_input` for another kind of argument, as every function here
 * @example
 * const { winner } = decideV1({ results, hotkeys: [{ uid: 0, hotkey: "5F…" }], envs: ["SAT"] });
 */
export function decideV1(input: V1Input): V1Decision {
  need(inputKind, input, "decideV1", "{ results, hotkeys, envs }");
  const { tallies, ignored } = tallyResults(input);
  return decide(tallies, input.envs, ignored);
}

/** Rules 3 to 6, from counts that are kept already: what {@link decideV1} does after counting. */
export function decideV1Tallies(
  tallies: readonly Tally[],
  envs: readonly string[],
  ignored: ReadonlyMap<V1IgnoredReason, number> = new Map(),
): V1Decision {
  const what = "tallies and the names of environments";
  need(talliesKind, tallies, "decideV1Tallies", what);
  need(kinds.list(kinds.text), envs, "decideV1Tallies", what);
  need(kinds.map, ignored, "decideV1Tallies", "a Map of what was ignored as its third argument");
  return decide(tallies, envs, ignored);
}

function decide(
  tallies: readonly Tally[],
  envs: readonly string[],
  ignored: ReadonlyMap<V1IgnoredReason, number>,
): V1Decision {
  const { winner, required, candidates } = rankTallies(tallies, envs.length);
  const byTally = new Map(candidates.map((candidate) => [candidate.tally, candidate]));
  const table = tallies.map((tally) => row(tally, byTally.get(tally), envs));
  return { winner, weights: new Map([[winner, ALL]]), required, table, ignored };
}

/**
 * The winner of {@link decideV1Tallies} alone, without its table. The laboratory, which slides a window of results and
 * asks a million times, ranks without this look at its arguments.
 */
export function winnerV1Tallies(tallies: readonly Tally[], environments: number): number {
  const what = "tallies and the number of environments";
  need(talliesKind, tallies, "winnerV1Tallies", what);
  need(kinds.between(0, 65_535), environments, "winnerV1Tallies", what);
  return rankTallies(tallies, environments).winner;
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
      return {
        env,
        n: tally.n[index] ?? 0,
        sumThousandths: tally.sumThousandths[index] ?? 0,
        accuracy: accuracyOf(tally, index),
      };
    }),
  };
}
