import { wilsonIntervalBp } from "../../mechanism/index.ts";
import type { CutOff } from "./cut-off.ts";
import { counts, type EvalAnswer } from "./eval-answer.ts";

/** An environment's figures. */
export interface EvalRow {
  readonly env: string;
  /** Questions asked. */
  readonly asked: number;
  /** Answers that count: of them come all figures but the last two. */
  readonly scored: number;
  /** Mean score and its 95% interval, basis points. */
  readonly meanBp: number;
  readonly lowBp: number;
  readonly highBp: number;
  readonly sumThousandths: number;
  /** Means over what counts and was counted; `null` where the host told no usage. */
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  /** Milliseconds from the question to the end of the answer. */
  readonly latencyMs: { readonly p50: number; readonly p95: number };
  /** How often each reason was given. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Questions without a score, by reason: the host's failures and the scorer's own. */
  readonly unscored: Readonly<Record<string, number>>;
  /** Answers that ended at a limit of tokens, by whose it was; those that the host cut off have no score. */
  readonly cutOff: Readonly<Record<CutOff["by"], number>>;
  /** Where the host cut off: fewest and most tokens that had come, and what was asked for. `null` where it tells nothing. */
  readonly cutOffAt: { readonly fewest: number; readonly most: number; readonly of: number | null } | null;
}

export interface EvalSummary {
  readonly rows: readonly EvalRow[];
  /** Mean over environments of the means, basis points; `null` while an environment has nothing that counts. */
  readonly meanBp: number | null;
  readonly asked: number;
  readonly scored: number;
}

/** The figures of an evaluation. */
export function summarise(environments: readonly string[], answers: readonly EvalAnswer[]): EvalSummary {
  const rows = environments.map((env) =>
    rowOf(
      env,
      answers.filter((answer) => answer.env === env),
    ),
  );
  const complete = rows.every(({ scored }) => scored > 0);
  const sum = rows.reduce((total, { meanBp }) => total + meanBp, 0);
  return {
    rows,
    meanBp: complete ? Math.floor(sum / rows.length) : null,
    asked: answers.length,
    scored: answers.filter(counts).length,
  };
}

function rowOf(env: string, answers: readonly EvalAnswer[]): EvalRow {
  const scored = answers.filter(counts);
  const sumThousandths = scored.reduce((sum, { score }) => sum + score, 0);
  const latencies = scored.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  const mean = (of: (answer: EvalAnswer) => number | null): number | null => {
    const counted = scored.map(of).filter((count) => count !== null);
    return counted.length === 0 ? null : Math.round(counted.reduce((sum, count) => sum + count, 0) / counted.length);
  };
  const cuts = answers.flatMap(({ cutOff }) => cutOff ?? []);
  const ats = cuts.flatMap(({ by, at }) => (by === "host" && at !== null ? [at] : []));
  const number = (whose: CutOff["by"]): number => cuts.filter(({ by }) => by === whose).length;
  return {
    env,
    asked: answers.length,
    scored: scored.length,
    ...wilsonIntervalBp(sumThousandths, scored.length),
    sumThousandths,
    promptTokens: mean(({ promptTokens }) => promptTokens),
    completionTokens: mean(({ completionTokens }) => completionTokens),
    latencyMs: { p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95) },
    reasons: tally(scored),
    unscored: tally(answers.filter((answer) => !counts(answer))),
    cutOff: { us: number("us"), host: number("host"), unknown: number("unknown") },
    cutOffAt:
      ats.length === 0
        ? null
        : { fewest: Math.min(...ats), most: Math.max(...ats), of: cuts.find(({ by }) => by === "host")?.of ?? null },
  };
}

function tally(answers: readonly EvalAnswer[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const { reason } of answers) counted[reason] = (counted[reason] ?? 0) + 1;
  return counted;
}

/** The nearest-rank quantile of sorted values; 0 of none. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
