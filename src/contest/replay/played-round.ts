import type { PlayedRound, RoundRecord, RoundScores } from "../../mechanism/index.ts";
import type { ContestRules } from "../rules.ts";
import { roundAnswers, type RoundAnswers } from "./round-answers.ts";
import type { RoundPlan } from "./round-plan.ts";
import type { ShardBook } from "./shard-book.ts";

/** A round as the mechanism takes it, from what its validator recorded in time. */
export function playedRound(
  plan: RoundPlan,
  rules: ContestRules,
  book: ShardBook,
  deadlineBlocks: number,
): PlayedRound {
  const { round, block, reign, served, validator, shares } = plan;
  const written = book.rollouts(validator, round);
  const timely = new Map<number, boolean>();
  const isTimely = (seq: number): boolean => {
    let known = timely.get(seq);
    if (known === undefined) timely.set(seq, (known = book.isTimely(validator, seq, block + deadlineBlocks, shares)));
    return known;
  };
  const champion = plan.champion === null ? null : roundAnswers(written, plan.champion, plan, rules, isTimely);
  const answers = plan.challengers.map((contestant) => roundAnswers(written, contestant, plan, rules, isTimely));
  const isVoid = [champion, ...answers].some((answer) => answer?.kind === "void");
  const records = new Map<string, RoundRecord>(
    served.map((id, place) => [id, isVoid ? { kind: "void" } : recordOf(answers[place], champion)]),
  );
  // What its records do not say for certain is no part of a reign.
  const shown = champion?.kind === "scores" && !isVoid ? championOf(champion) : {};
  return { round, block, reign, served, validator, validators: shares, records, ...shown };
}

function recordOf(own: RoundAnswers | undefined, champion: RoundAnswers | null): RoundRecord {
  if (own?.kind !== "scores") return own ?? { kind: "missing" };
  const challenger = sums(own.scores);
  // While nobody reigns, models are tried for themselves.
  if (champion === null) return { kind: "answered", champion: null, challenger };
  if (champion.kind !== "scores") return champion;
  return { kind: "answered", ...championOf(champion), challenger };
}

/** The champion's sums, and per environment the questions that its host left unanswered, where there are any. */
function championOf({ scores }: RoundAnswers & { kind: "scores" }): {
  champion: RoundScores;
  nulls?: readonly number[];
} {
  const nulls = scores.map((answers) => answers.filter((score) => score === null).length);
  return { champion: sums(scores), ...(nulls.some((count) => count > 0) ? { nulls } : {}) };
}

/** Per environment; what was not answered adds nothing. */
function sums(scores: readonly (readonly (number | null)[])[]): RoundScores {
  return scores.map((answers) => answers.reduce<number>((sum, score) => sum + (score ?? 0), 0));
}
