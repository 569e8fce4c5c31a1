import { wilsonIntervalBp } from "../../mechanism/index.ts";
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
  /** Means over what counts. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Milliseconds from the question to the end of the answer. */
  readonly latencyMs: { readonly p50: number; readonly p95: number };
  /** How often each reason was given. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Questions without a score, by reason: the host's failures and the scorer's own. */
  readonly unscored: Readonly<Record<string, number>>;
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
  const mean = (of: (answer: EvalAnswer) => number): number =>
    scored.length === 0 ? 0 : Math.round(scored.reduce((sum, answer) => sum + of(answer), 0) / scored.length);
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
