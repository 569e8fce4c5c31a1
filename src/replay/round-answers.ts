import { meaningOf, type RolloutRecord } from "../record/index.ts";
import type { ContestRules } from "./rules.ts";
import type { Contestant } from "./contestant.ts";
import type { PlacedRollout } from "./replay-shard.ts";
import type { RoundPlan } from "./round-plan.ts";
import { distinct } from "./shard-book.ts";

/** Why there is no usable answer, the worst first. */
const BAD_KINDS = ["doubled", "invalid", "late", "missing"] as const;
export type BadKind = (typeof BAD_KINDS)[number];

/** What a validator's records say about one contestant in one round. */
export type RoundAnswers =
  /** Per environment and question thousandths; `null` where the model's host gave no answer. */
  | { readonly kind: "scores"; readonly scores: readonly (readonly (number | null)[])[] }
  /** The environment could not make its question: void for everybody. */
  | { readonly kind: "void" }
  | { readonly kind: BadKind };

/** What the other validators say of the assigned one's records, in time. */
export interface Voucher {
  /** Whether a majority saw a shard. */
  readonly isTimely: (seq: number) => boolean;
  /** Whether those of them who do not dispute it are one still. */
  readonly stands: (placed: PlacedRollout) => boolean;
}

type QuestionAnswer = number | null | "void" | BadKind;

/**
 * Reads a contestant's records of a round.
 *
 * @param written the assigned validator's records of the round
 * @param voucher what the others say of the records
 */
export function roundAnswers(
  written: readonly PlacedRollout[],
  contestant: Contestant,
  plan: RoundPlan,
  rules: ContestRules,
  voucher: Voucher,
): RoundAnswers {
  const own = written.filter(({ record }) => record.hotkey === contestant.hotkey);
  const answers = rules.environments.map(({ name }, env) =>
    (plan.challenges[env] ?? []).map((challenge, index): QuestionAnswer => {
      const about = own.filter(({ record }) => record.env === name && record.index === index);
      const timely = about.filter(({ seq }) => voucher.isTimely(seq)).sort((a, b) => a.seq - b.seq);
      if (timely.length === 0) return about.length === 0 ? "missing" : "late";
      return answerOf(timely, contestant, { plan, challenge, voucher });
    }),
  );
  const all = answers.flat();
  const bad = BAD_KINDS.find((kind) => all.includes(kind));
  if (bad !== undefined) return { kind: bad };
  if (all.includes("void")) return { kind: "void" };
  return { kind: "scores", scores: answers as (number | null)[][] };
}

function answerOf(
  timely: readonly PlacedRollout[],
  contestant: Contestant,
  about: { plan: RoundPlan; challenge: string; voucher: Voucher },
): QuestionAnswer {
  const [first] = timely;
  if (first === undefined) return "missing";
  if (distinct(timely) > 1) return "doubled";
  if (!isSound(first.record, contestant, about) || !about.voucher.stands(first)) return "invalid";
  return valueOf(first.record);
}

function isSound(
  record: RolloutRecord,
  { uid, model, revision, committed }: Contestant,
  { plan, challenge }: { plan: RoundPlan; challenge: string },
): boolean {
  return (
    record.round === plan.round &&
    record.block === plan.block &&
    record.challenge === challenge &&
    record.uid === uid &&
    record.model === model &&
    record.revision === revision &&
    record.commitBlock === committed.block &&
    (record.outcome === "scored" || record.score === 0) &&
    (record.outcome !== "scored" || record.transcript !== null)
  );
}

/** Outcomes as the mechanism reads them. A checker that breaks on an answer is the answer's doing: it voids nothing. */
function valueOf(record: RolloutRecord): QuestionAnswer {
  const meaning = meaningOf(record);
  switch (meaning.kind) {
    case "judged":
      return meaning.score;
    case "unjudged":
      return 0;
    case "unanswered":
      return null;
    case "own_failure":
      return "missing";
    case "void":
      return "void";
  }
}
