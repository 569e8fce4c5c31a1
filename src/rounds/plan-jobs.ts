import type { Miner } from "../core/index.ts";
import { jobId, type Job } from "./job.ts";
import type { Contestant } from "../replay/contestant.ts";
import { questionsOf, type RoundPlan } from "../replay/round-plan.ts";
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
  return questionsOf(plan, rules).flatMap((question) =>
    asked.map(({ contestant, baseUrl }): Job => {
      const miner = minerOf(contestant, baseUrl);
      const { round, block } = plan;
      return {
        v: 1,
        id: jobId({ ...question, round, uid: miner.uid, hotkey: miner.hotkey }),
        netuid: rules.netuid,
        round,
        block,
        ...question,
        miner,
        request: rules.request,
        rules: rulesId,
        ...time,
      };
    }),
  );
}

function minerOf({ uid, hotkey, coldkey, model, revision, committed, commitment }: Contestant, baseUrl: string): Miner {
  const chuteId = commitment.chute_id ?? null;
  return { uid, hotkey, coldkey, model, revision, block: committed.block, baseUrl, chuteId };
}
