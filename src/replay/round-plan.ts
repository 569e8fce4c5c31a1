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
  /** Challenge ids by environment, in the order of the rules, then by index. */
  readonly challenges: readonly (readonly string[])[];
}

/** A round, or one without anybody to ask, which moves the clock only. */
export type ScheduledBlock = RoundPlan | { readonly round: number; readonly block: number; readonly reign: number };

/** One question of a round. */
export interface RoundQuestion {
  readonly env: string;
  /** Which of the environment's questions, from 0. */
  readonly index: number;
  readonly challenge: string;
}

/**
 * The challenge ids of a round, by environment in the order of the rules, then by index: everybody can derive them once
 * the beacon is there. The index is part of the seed, so that no two questions of a round share one.
 */
export function roundChallenges(rules: ContestRules, beacon: string, round: number): string[][] {
  const { netuid, environments } = rules;
  return environments.map(({ name: env, version, params, questions }) =>
    Array.from({ length: questions }, (_, index) =>
      challengeId({ env, version, params, seed: questionSeed({ netuid, env, version, beacon, round, index }) }),
    ),
  );
}

/** All questions of a planned round, those of one environment together. */
export function questionsOf({ challenges }: Pick<RoundPlan, "challenges">, rules: ContestRules): RoundQuestion[] {
  return rules.environments.flatMap(({ name: env }, place) =>
    (challenges[place] ?? []).map((challenge, index) => ({ env, index, challenge })),
  );
}
