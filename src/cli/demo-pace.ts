import { V2_CONSTANTS } from "../mechanism/index.ts";
import type { Status } from "../serve/index.ts";

/** Rounds under way at which the machine is behind: of a deadline of twelve blocks, half are for sealing and reading. */
const BEHIND_ROUNDS = 2.5;
/** The round of this block, and a part of the one before: it keeps up. */
const KEEPING_ROUNDS = 1.5;
/** Of those twelve blocks, what may pass until a shard holds an answer. */
const SEALED_WITHIN_BLOCKS = 3;
/** A pace changes by steps; it stays where a round is not quite answered when the next one comes. */
const SLOWER = 1.5;
const FASTER = 0.7;
/** Time between blocks of the demo where the machine keeps up. */
export const BLOCK_MS = 500;
/** Blocks are at most so many times slower than asked for. */
export const SLOWEST = 10;

/**
 * Time between blocks for a machine that also has the models to run: as asked for, and longer while answers do not keep
 * up. Rounds that come too late would count against every challenger, and the demo would show a machine, not a contest.
 *
 * @param passedBlocks blocks since the validator's last look at the chain
 * @param unsealedBlocks blocks since the last shard, while records wait for one
 * @returns milliseconds
 */
export function demoBlockMs(
  presentMs: number,
  { askedMs, passedBlocks, unsealedBlocks }: { askedMs: number; passedBlocks: number; unsealedBlocks: number },
  { queue, environments, contest, leaderboard }: Pick<Status, "queue" | "environments" | "contest" | "leaderboard">,
): number {
  const contestants =
    contest === null
      ? leaderboard.length
      : contest.challengers.filter(({ reason }) => reason === null).length + (contest.champion === null ? 0 : 1);
  // Of one round: under affine-v2 an environment asks more than one.
  const each = contest === null ? 1 : V2_CONSTANTS.questionsPerRound;
  const questions = Math.max(1, contestants) * environments.length * each;
  // Under affine-v1 nobody waits for a shard, and one is sealed seldom.
  const sealsLate = contest !== null && unsealedBlocks > SEALED_WITHIN_BLOCKS;
  const unanswered = queue.waiting + queue.running;
  const isBehind = passedBlocks > 1 || sealsLate || unanswered > BEHIND_ROUNDS * questions;
  const factor = isBehind ? SLOWER : unanswered > KEEPING_ROUNDS * questions ? 1 : FASTER;
  return Math.round(Math.min(SLOWEST * askedMs, Math.max(askedMs, presentMs * factor)));
}
