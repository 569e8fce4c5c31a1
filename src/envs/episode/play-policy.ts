import { Random } from "../../core/index.ts";
import type { Policy } from "./episode-study.ts";
import type { Replay } from "./episode.ts";
import { needsPython } from "./follow.ts";

/**
 * Lets a policy play an episode to its end, or to the first turn that runs Python: what follows from that only
 * {@link playPolicyOn} can say.
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
  try {
    for (let now = replay(turns); now.verdict === null; now = replay(turns)) {
      turns.push(policy.act(now.messages, new Random(key)));
    }
  } catch (error) {
    if (!needsPython(error)) throw error;
  }
  return turns;
}

/** As {@link playPolicy}, to the end whatever turns run. */
export async function playPolicyOn(
  play: (turns: readonly string[]) => Promise<Replay>,
  policy: Policy,
  luck: Random,
): Promise<readonly string[]> {
  const key = luck.bytes(32);
  const turns: string[] = [];
  for (let now = await play(turns); now.verdict === null; now = await play(turns)) {
    turns.push(policy.act(now.messages, new Random(key)));
  }
  return turns;
}
