import colors from "picocolors";
import type { LeaderboardRow, Status } from "../../serve/index.ts";

type Painter = ReturnType<typeof colors.createColors>;

/** Characters of a score bar. */
const BAR = 14;

/**
 * The state of a validator as lines for a terminal.
 *
 * @param width columns of the terminal; no line is longer.
 */
export function drawStatus(status: Status, options: { width: number; color: boolean; pageUrl?: string }): string {
  const paint = colors.createColors(options.color);
  const { chain, weights, records, queue, champion, environments } = status;
  const lines = [
    `${paint.bold(paint.green("affine"))}  subnet ${chain.netuid}  block ${paint.bold(String(chain.block))}  next epoch at ${chain.nextEpochBlock}`,
    `champion  ${champion === null ? paint.dim("nobody yet") : `${paint.bold(`uid ${champion.uid}`)} ${champion.model}`}`,
    `weights   ${weightsLine(status, paint)}`,
    `records   ${records.rollouts} rollouts, ${records.shards} signed shards, ${records.pending} unsealed   questions ${queue.running} in flight, ${queue.waiting} waiting`,
    "",
    paint.dim(
      `uid  ${"model".padEnd(30)} ${environments.map((environment) => environment.name.padEnd(BAR + 14)).join(" ")} weight`,
    ),
    ...status.leaderboard.map((row) => rowLine(row, status, paint)),
  ];
  if (status.leftOut.length > 0)
    lines.push("", paint.dim(`${status.leftOut.length} keys do not compete: af miners says why`));
  for (const alarm of status.alarms) lines.push(paint.red(`alarm ${alarm.code}: ${alarm.message}`));
  if (weights.block === null && records.rollouts === 0) lines.push("", paint.dim("waiting for the first round"));
  if (options.pageUrl !== undefined)
    lines.push("", `page      ${paint.underline(options.pageUrl)}   ${paint.dim("Ctrl-C ends")}`);
  return lines.map((line) => fit(line, options.width)).join("\n");
}

function weightsLine({ weights }: Status, paint: Painter): string {
  if (weights.block === null) return paint.dim("none yet");
  const who = Object.keys(weights.vector).map((uid) => `uid ${uid}`);
  const state = weights.confirmed ? paint.green("confirmed") : paint.yellow("not confirmed yet");
  return `${who.join(", ")} at block ${weights.block}, ${weights.ageBlocks ?? 0} blocks ago, ${state}`;
}

function rowLine(row: LeaderboardRow, status: Status, paint: Painter): string {
  const scores = status.environments.map(({ name }) => scoreCell(row.environments[name]));
  const weight = row.weightBp === 0 ? "" : `${Math.round(row.weightBp / 100)}%`;
  const line = `${String(row.uid).padStart(3)}  ${clip(row.model, 30).padEnd(30)} ${scores.join(" ")} ${weight.padStart(6)}`;
  if (row.champion) return paint.green(line);
  return row.eligible ? line : paint.dim(line);
}

function scoreCell(score: LeaderboardRow["environments"][string] | undefined): string {
  if (score === undefined || score.n === 0) return "no answers".padEnd(BAR + 14);
  const cells = Array.from({ length: BAR }, (_, index) => {
    const middleBp = ((index + 0.5) * 10_000) / BAR;
    if (Math.abs(middleBp - score.score * 10) <= 10_000 / BAR / 2) return "█";
    return middleBp >= score.lowBp && middleBp <= score.highBp ? "▒" : "·";
  });
  return `${cells.join("")} ${(score.score / 10).toFixed(1).padStart(5)}% n${String(score.n).padEnd(5)}`;
}

function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

const COLOR = /\u001b\[[0-9;]*m/g;

/** Cuts a line to the terminal's width; a line that is cut loses its colours. */
function fit(line: string, width: number): string {
  const plain = line.replace(COLOR, "");
  return plain.length <= width ? line : clip(plain, width);
}
