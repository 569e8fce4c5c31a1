import type { Miner } from "../core/index.ts";
import type { LeaderboardRow } from "./status.ts";

/** The leaderboard with those who compete and have no result yet at its end, so that nobody is missing from the board. */
export function withSilentMiners(leaderboard: readonly LeaderboardRow[], miners: readonly Miner[]): LeaderboardRow[] {
  const seen = new Set(leaderboard.map((row) => row.hotkey));
  const silent = miners
    .filter((miner) => !seen.has(miner.hotkey))
    .map(({ uid, hotkey, model, revision, block }) => ({
      uid,
      hotkey,
      model,
      revision,
      block,
      eligible: false,
      dominates: 0,
      champion: false,
      weightBp: 0,
      environments: {},
    }));
  return [...leaderboard, ...silent];
}
