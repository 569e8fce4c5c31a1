import { challengeId, questionSeed } from "../core/index.ts";
import type { ScheduledRound, StakedShare } from "../mechanism/index.ts";
import type { ContestRules } from "./rules.ts";
import type { Contestant } from "./contestant.ts";

/** A round as it is to be played: fixed a deadline before its block, but for the beacon that draws it. */
export interface RoundPlan extends ScheduledRound {
  /** Block whose hash draws the questions and the validator. */
  readonly block: number;
  readonly beacon: string;
  /** To whom the round belongs. */
  readonly validator: string;
  readonly shares: readonly StakedShare[];
  /** `null` while there is none. */
  readonly champion: Contestant | null;
  /** Whom to ask besides the champion, in the order of `served`. */
  readonly challengers: readonly Contestant[];
  /** Challenge ids, one an environment, in the order of the rules. */
  readonly challenges: readonly string[];
}

/** The questions of a round, one an environment: everybody can derive them once the beacon is there. */
export function roundChallenges(rules: ContestRules, beacon: string, round: number): string[] {
  return rules.environments.map(({ name: env, version, params }) =>
    challengeId({
      env,
      version,
      params,
      seed: questionSeed({ netuid: rules.netuid, env, version, beacon, round, index: 0 }),
    }),
  );
}
