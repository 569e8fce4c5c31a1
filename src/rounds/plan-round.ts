import { challengeId, questionSeed, type Miner } from "../core/index.ts";
import { jobId, type Job } from "./job.ts";
import { rulesHash, type ContestRules } from "../replay/rules.ts";

/**
 * The jobs of a round: every question of it to every miner whose commitment is older than the beacon, so that nobody
 * could know the questions when committing. A pure function.
 */
export function planRound(round: {
  round: number;
  /** Hash of block `roundBlocks · round`. */
  beacon: string;
  rules: ContestRules;
  miners: readonly Miner[];
  /** Milliseconds of the validator's clock. */
  plannedAtMs?: number;
  expiresAtMs: number;
}): Job[] {
  const { rules, beacon } = round;
  const block = rules.roundBlocks * round.round;
  const { plannedAtMs, expiresAtMs } = round;
  const planned =
    plannedAtMs === undefined
      ? {}
      : { plannedAtMs, answerMs: Math.min(rules.request.totalTimeoutMs, Math.max(0, expiresAtMs - plannedAtMs)) };
  const rulesId = rulesHash(rules);
  const contestants = round.miners.filter((miner) => miner.block < block);
  const jobs: Job[] = [];
  for (const { name: env, version, params, questions } of rules.environments) {
    for (let index = 0; index < questions; index += 1) {
      const seed = questionSeed({ netuid: rules.netuid, env, version, beacon, round: round.round, index });
      const challenge = challengeId({ env, version, params, seed });
      for (const miner of contestants) {
        jobs.push({
          v: 1,
          id: jobId({ round: round.round, index, uid: miner.uid, challenge, hotkey: miner.hotkey }),
          netuid: rules.netuid,
          round: round.round,
          block,
          index,
          env,
          challenge,
          miner,
          request: rules.request,
          rules: rulesId,
          expiresAtMs,
          ...planned,
        });
      }
    }
  }
  return jobs;
}
