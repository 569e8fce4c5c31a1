import type { Miner } from "../core/index.ts";
import { jobId, type Job } from "./job.ts";
import type { Contestant } from "../replay/contestant.ts";
import type { RoundPlan } from "../replay/round-plan.ts";
import { rulesHash, type ContestRules } from "../replay/rules.ts";

/** A contestant and where it answers. */
export interface Asked {
  readonly contestant: Contestant;
  readonly baseUrl: string;
}

/** When questions are asked, and until when they may be answered: milliseconds of the validator's clock. */
export interface AskingTime {
  readonly plannedAtMs: number;
  readonly expiresAtMs: number;
  /** Time that an answer may take where nothing holds the question up. */
  readonly answerMs: number;
}

/** The jobs of a round that is one's own: its questions to the champion and the challengers served. A pure function. */
export function planJobs(plan: RoundPlan, asked: readonly Asked[], rules: ContestRules, time: AskingTime): Job[] {
  const rulesId = rulesHash(rules);
  return rules.environments.flatMap(({ name: env }, place) => {
    const challenge = plan.challenges[place] ?? "";
    return asked.map(({ contestant, baseUrl }): Job => {
      const miner = minerOf(contestant, baseUrl);
      return {
        v: 1,
        id: jobId({ round: plan.round, index: 0, uid: miner.uid, challenge, hotkey: miner.hotkey }),
        netuid: rules.netuid,
        round: plan.round,
        block: plan.block,
        index: 0,
        env,
        challenge,
        miner,
        request: rules.request,
        rules: rulesId,
        ...time,
      };
    });
  });
}

function minerOf({ uid, hotkey, coldkey, model, revision, committed, commitment }: Contestant, baseUrl: string): Miner {
  const chuteId = commitment.chute_id ?? null;
  return { uid, hotkey, coldkey, model, revision, block: committed.block, baseUrl, chuteId };
}
