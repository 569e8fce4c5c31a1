import type { Metagraph } from "../../chain/chain.ts";
import type { ContestReplay } from "../../replay/index.ts";
import type { Decision } from "../decision.ts";
import type { LeaderboardRow } from "../status.ts";

/** The decision that a replay has come to, with uids as the metagraph has them. */
export function decisionOf(
  replay: ContestReplay,
  at: {
    readonly metagraph: Metagraph;
    /** Bounties are paid for the crowns before this block. */
    readonly block: number;
    /** Everybody's scores, from the window of results. */
    readonly leaderboard: readonly LeaderboardRow[];
  },
): Decision {
  const uids = new Map(at.metagraph.neurons.map(({ uid, hotkey }) => [hotkey, uid]));
  const vector = replay.weights({ uidOf: (hotkey) => uids.get(hotkey), block: at.block });
  const total = [...vector.values()].reduce((sum, share) => sum + share, 0);
  const { champion } = replay.contest;
  const model = champion === null ? undefined : replay.admission.contestant(champion.id)?.model;
  const uid = uids.get(champion?.hotkey ?? "");
  const rows = at.leaderboard.map((row) => ({
    ...row,
    champion: row.hotkey === champion?.hotkey,
    weightBp: Math.round((10_000 * (vector.get(row.uid) ?? 0)) / total),
  }));
  return {
    weights: vector,
    champion: champion === null || uid === undefined ? null : { uid, hotkey: champion.hotkey, model: model ?? "" },
    leaderboard: rows.sort((a, b) => Number(b.champion) - Number(a.champion)),
  };
}
