import { Random } from "../../core/index.ts";
import type { Policy } from "./episode-study.ts";
import type { Replay } from "./episode.ts";

/**
 * Lets a policy play an episode to its end.
 *
 * @param luck decides the policy's own chance, the same at every turn
 * @returns the turns, as the policy said them
 */
export function playPolicy(
  replay: (turns: readonly string[]) => Replay,
  policy: Policy,
  luck: Random,
): readonly string[] {
  const key = luck.bytes(32);
  const turns: string[] = [];
  for (let now = replay(turns); now.verdict === null; now = replay(turns)) {
    turns.push(policy.act(now.messages, new Random(key)));
  }
  return turns;
}
