import type { PlayedRound, RoundRecord, RoundScores } from "../mechanism/index.ts";
import type { ContestRules } from "./rules.ts";
import { roundAnswers, type RoundAnswers, type Voucher } from "./round-answers.ts";
import type { RoundPlan } from "./round-plan.ts";
import type { ShardBook } from "./shard-book.ts";

/** A round as the mechanism takes it, from what its validator recorded in time. */
export function playedRound(
  plan: RoundPlan,
  rules: ContestRules,
  book: ShardBook,
  deadlineBlocks: number,
): PlayedRound {
  const { round, block, reign, served, rests = false, validator, shares } = plan;
  const written = book.rollouts(validator, round);
  const voucher = voucherOf(plan, book, deadlineBlocks);
  const champion = plan.champion === null ? null : roundAnswers(written, plan.champion, plan, rules, voucher);
  const answers = plan.challengers.map((contestant) => roundAnswers(written, contestant, plan, rules, voucher));
  const isVoid = [champion, ...answers].some((answer) => answer?.kind === "void");
  const records = new Map<string, RoundRecord>(
    served.map((id, place) => [id, isVoid ? { kind: "void" } : recordOf(answers[place], champion)]),
  );
  // What its records do not say for certain is no part of a reign.
  const shown = champion?.kind === "scores" && !isVoid ? championOf(champion) : {};
  return {
    round,
    block,
    reign,
    served,
    ...(rests ? { rests } : {}),
    validator,
    validators: shares,
    records,
    ...shown,
  };
}

/**
 * The one policy for records that are wrong: a record stands when its writer and those who saw it in time and do not
 * dispute it are a majority. That follows from the record alone, for everybody who reads it and whenever.
 */
function voucherOf({ validator, block, shares }: RoundPlan, book: ShardBook, deadlineBlocks: number): Voucher {
  const deadlineBlock = block + deadlineBlocks;
  const timely = new Map<number, boolean>();
  return {
    isTimely(seq) {
      let known = timely.get(seq);
      if (known === undefined) timely.set(seq, (known = book.isTimely(validator, seq, deadlineBlock, shares)));
      return known;
    },
    stands(placed) {
      const doubters = book.doubters(validator, placed, deadlineBlock + disputeBlocks(deadlineBlocks));
      return doubters.size === 0 || book.isTimely(validator, placed.seq, deadlineBlock, shares, doubters);
    },
  };
}

/** What a validator finds wrong may stand in the shard behind the one that lists the record: blocks until that is sealed. */
export function disputeBlocks(deadlineBlocks: number): number {
  return Math.ceil(deadlineBlocks / 4);
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
