import type { Challenger } from "../../serve/index.ts";
import { table } from "../table.ts";
import { hanging } from "../wrap.ts";
import type { MinerReport } from "./miner-report.ts";

/** Streams that are shown: those nearest to the end of the test would be the last to fit on a screen. */
const MAX_STREAMS = 12;

/** A report for a terminal of 80 columns. */
export function drawReport(report: MinerReport, unknown: string | undefined): string[] {
  const { uid, hotkey, model, revision, state, reason, detail, advice, queuePlace, challenger, champion } = report;
  const lines = [`uid ${uid}  ${hotkey}`];
  if (model !== null) lines.push(`model     ${model}`);
  if (revision !== null) lines.push(`revision  ${revision}`);
  lines.push(`state     ${state}${reason === null ? "" : ` (${reason})`}`);
  if (detail !== null) lines.push(hanging("because   ", detail));
  if (advice !== null) lines.push(hanging("do        ", advice));
  if (queuePlace !== null) lines.push(`queue     place ${queuePlace} of those that wait for a test`);
  if (champion !== null) {
    const scores = Object.entries(champion.scores).map(([env, score]) => `${env} ${(score / 10).toFixed(1)}%`);
    lines.push(`reigns    since block ${champion.crownedBlock}, ${champion.rounds} rounds: ${scores.join(", ")}`);
  } else if (challenger !== null && challenger.rounds > 0) {
    lines.push(...testLines(challenger));
  }
  if (unknown !== undefined)
    lines.push(
      hanging("contest   ", `not known: ${unknown}`),
      "          name a validator's page with --status-url, or add --records",
    );
  return lines;
}

function testLines(challenger: Challenger): string[] {
  const { rounds, epsBp, meanGain, gains, roundsLeft, wealth, futility } = challenger;
  const lines = [`test      ${rounds} rounds${epsBp === null ? "" : `, must gain more than ${points(epsBp)} points`}`];
  if (meanGain !== null) {
    const each = Object.entries(gains).map(([env, of]) => `${env} ${points(of.lowBp)} to ${points(of.highBp)}`);
    lines.push(
      `gain      mean ${points(meanGain.lowBp)} to ${points(meanGain.highBp)} points (95%)`,
      `          ${each.join(", ")}`,
    );
  }
  if (roundsLeft !== null) {
    lines.push(`left      about ${roundsLeft.middle} rounds to a crown (${roundsLeft.low} to ${roundsLeft.high})`);
  }
  const rows = [...wealth, ...futility]
    .slice(0, MAX_STREAMS)
    .map((of) => [
      of.stream,
      of.environment ?? "mean",
      (of.wealthMilli / 1000).toFixed(1),
      (of.levelMilli / 1000).toFixed(1),
      of.reached ? "yes" : "no",
    ]);
  if (rows.length === 0) return lines;
  const columns = [
    { title: "ln wealth of" },
    { title: "in" },
    { title: "now", align: "right" as const },
    { title: "needs", align: "right" as const },
    { title: "reached" },
  ];
  return [...lines, "", table(columns, rows)];
}

function points(bp: number): string {
  return (bp / 100).toFixed(2);
}
