import type { EvalSummary } from "../../miner/eval/index.ts";
import { table } from "../table.ts";

/** The figures of an evaluation for a terminal of 80 columns. */
export function scoreTable({ rows }: EvalSummary): string {
  return table(
    [
      { title: "env" },
      { title: "n", align: "right" },
      { title: "score", align: "right" },
      { title: "95% interval", align: "right" },
      { title: "tokens", align: "right" },
      { title: "p50", align: "right" },
      { title: "p95", align: "right" },
      { title: "unscored", align: "right" },
    ],
    rows.map((row) => [
      row.env,
      row.scored,
      row.scored === 0 ? "-" : percent(row.meanBp),
      row.scored === 0 ? "-" : `${percent(row.lowBp)} - ${percent(row.highBp)}`,
      row.completionTokens,
      seconds(row.latencyMs.p50),
      seconds(row.latencyMs.p95),
      row.asked - row.scored,
    ]),
  );
}

/** Why questions have no score, one line an environment; empty when all have one. */
export function unscoredLines({ rows }: EvalSummary): string[] {
  return rows.flatMap(({ env, unscored }) => {
    const reasons = Object.entries(unscored).map(([reason, count]) => `${count} ${reason}`);
    return reasons.length === 0 ? [] : [`${env}: no score for ${reasons.join(", ")} (not counted as 0)`];
  });
}

export function percent(bp: number): string {
  return `${(bp / 100).toFixed(1)}%`;
}

function seconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)}s` : `${Math.round(ms / 1000)}s`;
}
