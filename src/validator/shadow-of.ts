import type { Decision } from "./decision.ts";
import type { ContestStatus } from "./v2/contest-status.ts";

/**
 * What affine-v1 would say, for a contest that it does not decide. Its rule gives everything to somebody as soon as anybody
 * has an answer, and of those that it takes for equals to the earliest: so it names a champion of models that solve
 * nothing, and whoever shows it has to say so.
 */
export function shadowOf({
  champion,
  leaderboard,
}: Pick<Decision, "champion" | "leaderboard">): ContestStatus["shadow"] {
  if (champion === null) return { mechanism: "affine-v1", champion };
  const { uid, hotkey } = champion;
  const own = leaderboard.find((row) => row.hotkey === hotkey);
  const hasPoints = Object.values(own?.environments ?? {}).some(({ score }) => score > 0);
  return { mechanism: "affine-v1", champion: { uid, hotkey, hasPoints } };
}
