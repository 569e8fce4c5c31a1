import { printable } from "../../io/index.ts";
import { compareEvals, readEvalFile, type PairedRow } from "../../miner/eval/index.ts";
import type { CommandContext } from "../context.ts";
import { tellTornLine } from "../evaluation/torn-line.ts";
import { percent } from "../evaluation/score-table.ts";
import { printJson, printLine } from "../output.ts";
import { points } from "../points.ts";
import { table } from "../table.ts";
import { say } from "../../telemetry/index.ts";

/** Two evaluations side by side, question by question. */
export async function compare(context: CommandContext, first: string, second: string): Promise<void> {
  const [a, b] = await Promise.all([readEvalFile(first), readEvalFile(second)]);
  tellTornLine(first, a.tornLine);
  tellTornLine(second, b.tornLine);
  const comparison = compareEvals(a.answers, b.answers);
  if (context.json) {
    const about = ({ settings: { model, baseUrl, seed } }: typeof a) => ({ model, baseUrl, seed });
    await printJson({ first: about(a), second: about(b), ...comparison });
    return;
  }
  await printLine(`A  ${printable(a.settings.model)}\nB  ${printable(b.settings.model)}\n`);
  await printLine(drawPairs(comparison.rows));
  if (comparison.unpaired > 0) say(`${comparison.unpaired} questions have no score in both`);
  for (const row of comparison.rows.slice(-1)) await printLine(`\n${sentence(row)}`);
}

function drawPairs(rows: readonly PairedRow[]): string {
  const titles = ["env", "pairs", "A", "B", "B won", "lost", "tied", "B - A", "95% interval"];
  return table(
    titles.map((title, place) => ({ title, align: place === 0 ? "left" : "right" })),
    rows.map(({ env, pairs, firstBp, secondBp, won, lost, tied, gainBp, lowBp, highBp }) => [
      ...[env ?? "all", pairs, percent(firstBp), percent(secondBp), won, lost, tied],
      ...[points(gainBp), `${points(lowBp)} to ${points(highBp)}`],
    ]),
  );
}

function sentence({ lowBp, highBp }: PairedRow): string {
  if (lowBp > 0) return `B is better, by ${points(lowBp)} points at least (95%).`;
  if (highBp < 0) return `B is worse, by ${points(-highBp)} points at least (95%).`;
  return "Which of them is better cannot be said yet (95%).";
}
