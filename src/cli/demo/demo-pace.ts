import { V2_CONSTANTS } from "../../mechanism/index.ts";
import type { Status } from "../../serve/index.ts";

/** Rounds under way at which the machine is behind: of a deadline of twelve blocks, half are for sealing and reading. */
const BEHIND_ROUNDS = 2.5;
/** The round of this block, and a part of the one before: it keeps up. */
const KEEPING_ROUNDS = 1.5;
/** Of those twelve blocks, what may pass until a shard holds an answer. */
const SEALED_WITHIN_BLOCKS = 3;
/** A pace changes by steps; it stays where a round is not quite answered when the next one comes. */
const SLOWER = 1.5;
const FASTER = 0.7;
/** Time between the blocks in which the demo's miners are enrolled: each waits for some, and nothing else happens. */
export const ENROL_BLOCK_MS = 50;
/** Then no block comes until the validator is there: it would miss what they say. */
export const HELD_BLOCK_MS = 600_000;
/** While nothing is asked: two deadlines pass before the first question. */
const IDLE_BLOCK_MS = 110;
/** After a start: what is asked before the contest is read up to now comes too late, and counts against challengers. */
const CATCHING_UP_MS = 1_000;
/**
 * Time between blocks where the machine keeps up: until the first crown was won by test, and from then on. Who looks at a
 * demo for the first time waits for that crown; one that runs all day should leave room on its machine.
 */
export const FIRST_BLOCK_MS = 220;
export const BLOCK_MS = 500;

/** A day at the later pace; then a demo begins anew, so that what it writes has a bound (decision 135). */
export const MOST_BLOCKS = 172_800;

/** Time between blocks that the demo asks for at this point of its contest, milliseconds. */
export function askedBlockMs({ mechanism, contest, records, queue, replaying }: PaceStatus): number {
  if (replaying !== null) return CATCHING_UP_MS;
  if (mechanism === "affine-v1" || contest?.crowns.some(({ byTest }) => byTest) === true) return BLOCK_MS;
  return records.rollouts === 0 && queue.waiting + queue.running === 0 ? IDLE_BLOCK_MS : FIRST_BLOCK_MS;
}

type PaceStatus = Pick<Status, "mechanism" | "contest" | "records" | "queue" | "replaying">;
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
  {
    mechanism,
    queue,
    environments,
    contest,
    leaderboard,
  }: Pick<Status, "mechanism" | "queue" | "environments" | "contest" | "leaderboard">,
): number {
  const contestants =
    contest === null
      ? leaderboard.length
      : contest.challengers.filter(({ reason }) => reason === null).length + (contest.champion === null ? 0 : 1);
  // Of one round: under affine-v2 an environment asks more than one.
  const each = contest === null ? 1 : V2_CONSTANTS.questionsPerRound;
  const questions = Math.max(1, contestants) * environments.length * each;
  // Under affine-v1 nobody waits for a shard, and one is sealed seldom.
  const sealsLate = mechanism !== "affine-v1" && unsealedBlocks > SEALED_WITHIN_BLOCKS;
  const unanswered = queue.waiting + queue.running;
  const isBehind = passedBlocks > 1 || sealsLate || unanswered > BEHIND_ROUNDS * questions;
  const factor = isBehind ? SLOWER : unanswered > KEEPING_ROUNDS * questions ? 1 : FASTER;
  return Math.round(Math.min(SLOWEST * askedMs, Math.max(askedMs, presentMs * factor)));
}
