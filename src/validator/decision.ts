import type { Metagraph, WeightVector } from "../chain/chain.ts";
import type { ContestRules } from "../replay/index.ts";
import { AffineError } from "../core/index.ts";
import { decideV1, wilsonIntervalBp, type V1Result, type V1Row } from "../mechanism/index.ts";
import type { LeaderboardRow } from "./status.ts";

/** Who wins now, and the table that shows why. */
export interface Decision {
  readonly weights: WeightVector;
  /** `null` while nobody has a result. */
  readonly champion: { readonly uid: number; readonly hotkey: string; readonly model: string } | null;
  /** Best first. */
  readonly leaderboard: readonly LeaderboardRow[];
}

/**
 * The decision of affine-v1 over the results of a window.
 *
 * @throws AffineError `mechanism_unknown` for rules of another mechanism.
 */
export function decide(rules: ContestRules, metagraph: Metagraph, results: Iterable<V1Result>): Decision {
  if (rules.mechanism !== "affine-v1") {
    throw new AffineError("mechanism_unknown", `A window of results decides nothing under ${rules.mechanism}.`, {
      hint: "affine-v1 decides by a window; affine-v2 by replaying the contest.",
    });
  }
  return decideByWindow(rules, metagraph, results);
}

/** {@link decide} whatever the rules say: what affine-v1 would make of these results. */
export function decideByWindow(rules: ContestRules, metagraph: Metagraph, results: Iterable<V1Result>): Decision {
  const decision = decideV1({
    results,
    hotkeys: metagraph.neurons.map(({ uid, hotkey }) => ({ uid, hotkey })),
    envs: rules.environments.map(({ name }) => name),
  });
  const rows = decision.table.filter((row) => row.active);
  const winner = rows.find(({ uid }) => uid === decision.winner);
  const total = [...decision.weights.values()].reduce((sum, share) => sum + share, 0);
  const leaderboard = rows
    .map((row) => ({
      uid: row.uid,
      hotkey: row.hotkey,
      model: row.model ?? "",
      revision: row.revision ?? "",
      block: row.firstBlock ?? 0,
      eligible: row.eligible,
      dominates: row.dominates,
      champion: row === winner,
      weightBp: Math.round((10_000 * (decision.weights.get(row.uid) ?? 0)) / total),
      environments: scoresOf(row),
    }))
    .sort(byRank);
  const champion = winner === undefined ? null : { uid: winner.uid, hotkey: winner.hotkey, model: winner.model ?? "" };
  return { weights: decision.weights, champion, leaderboard };
}

function scoresOf(row: V1Row): LeaderboardRow["environments"] {
  return Object.fromEntries(
    row.environments.map(({ env, n, sumThousandths }) => {
      const { lowBp, highBp } = wilsonIntervalBp(sumThousandths, n);
      // Whoever knows what was asked besides adds it: see board.ts.
      return [env, { n, asked: n, answered: n, score: n === 0 ? 0 : Math.round(sumThousandths / n), lowBp, highBp }];
    }),
  );
}

/** Best first. */
export function byRank(a: LeaderboardRow, b: LeaderboardRow): number {
  return Number(b.champion) - Number(a.champion) || b.dominates - a.dominates || mean(b) - mean(a) || a.uid - b.uid;
}

function mean({ environments }: Pick<LeaderboardRow, "environments">): number {
  const scores = Object.values(environments);
  return scores.reduce((sum, { score }) => sum + score, 0) / Math.max(1, scores.length);
}
