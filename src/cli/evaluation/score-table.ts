import type { EvalRow, EvalSummary } from "../../miner/eval/index.ts";
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
      row.completionTokens ?? "–",
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

/** Answers that ended at a limit of tokens, and at whose, one line each; empty where none did. */
export function cutOffLines({ rows }: EvalSummary): string[] {
  return rows.flatMap((row) => {
    const { env, asked, cutOff } = row;
    const of = (number: number): string => `${number} of ${asked}`;
    return [
      ...(cutOff.host === 0 ? [] : [`${env}: ${cutOffByHost(row)}: ${of(cutOff.host)}`]),
      ...(cutOff.us === 0 ? [] : [`${env}: at our limit of tokens: ${of(cutOff.us)} (they count)`]),
      ...(cutOff.unknown === 0
        ? []
        : [`${env}: cut off, at our limit or the host's, which tells no usage: ${of(cutOff.unknown)} (they count)`]),
    ];
  });
}

/** `cut off by the host at 3 of 16,384 tokens`. */
export function cutOffByHost({ cutOffAt }: Pick<EvalRow, "cutOffAt">): string {
  if (cutOffAt === null) return "cut off by the host before our limit of tokens";
  const { fewest, most, of } = cutOffAt;
  const at = fewest === most ? grouped(most) : `${grouped(fewest)} to ${grouped(most)}`;
  return `cut off by the host at ${at}${of === null ? "" : ` of ${grouped(of)}`} tokens`;
}

function grouped(number: number): string {
  return number.toLocaleString("en-US");
}

export function percent(bp: number): string {
  return `${(bp / 100).toFixed(1)}%`;
}

function seconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)}s` : `${Math.round(ms / 1000)}s`;
}
