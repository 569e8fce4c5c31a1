import type { Status } from "../../serve/index.ts";
import type { MilestoneTimes } from "./milestones.ts";

/**
 * What `--until-weights --json` prints.
 *
 * @param elapsedMs since the program was started, as the times of the milestones
 */
export function summaryOf(status: Status, elapsedMs: number, milestones: MilestoneTimes) {
  const { champion, weights, records, leaderboard, environments, mechanism, contest } = status;
  const [crown] = contest?.crowns ?? [];
  const total = Object.values(weights.vector).reduce((sum, share) => sum + share, 0);
  return {
    mechanism,
    champion,
    /** How the champion won: after how many rounds, at which block, with what gain at least. */
    crown:
      crown === undefined
        ? null
        : { byTest: crown.byTest, rounds: crown.rounds, block: crown.block, gain: crown.gainBp / 10_000 },
    weights: Object.fromEntries(Object.entries(weights.vector).map(([uid, share]) => [uid, share / total])),
    block: weights.block,
    rollouts: records.rollouts,
    environments: Object.fromEntries(
      environments.map(({ name }) => [
        name,
        Object.fromEntries(
          leaderboard.flatMap((row) => {
            const score = row.environments[name];
            return score === undefined ? [] : [[row.uid, { n: score.n, score: score.score / 1000 }]];
          }),
        ),
      ]),
    ),
    records: { shards: records.shards, bytes: records.bytes },
    ...milestones,
    elapsedMs: Math.round(elapsedMs),
  };
}
