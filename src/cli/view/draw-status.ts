import { clip, visibleValue } from "../../io/index.ts";
import colors from "picocolors";
import { paidName } from "../../arena/index.ts";
import type { LeaderboardRow, Status } from "../../serve/index.ts";
import { drawContest, firstOf, type ContestParts } from "./draw-contest.ts";

type Painter = ReturnType<typeof colors.createColors>;

/** Characters of a score bar. */
const BAR = 14;

/**
 * The state of a validator as lines for a terminal.
 *
 * @param options `width`: columns of the terminal, no line is longer; `height`: lines that there are, where there are
 * only so many: challengers give way first, then who waits, then the leaderboard
 */
export function drawStatus(status: Status, options: StatusOptions): string {
  const { height = Infinity } = options;
  for (const parts of [ALL, ...SHORTER]) {
    const lines = drawLines(status, options, parts);
    if (lines.length <= height) return lines.join("\n");
  }
  return drawLines(status, options, SHORTER.at(-1) ?? ALL)
    .slice(0, height)
    .join("\n");
}

export interface StatusOptions {
  readonly width: number;
  readonly height?: number;
  readonly color: boolean;
  readonly pageUrl?: string;
}

/** How much of each part is drawn. */
interface Parts {
  readonly challengers: ContestParts;
  readonly rows: number;
}

const ALL: Parts = { challengers: { challengers: Infinity, details: true, outside: Infinity }, rows: Infinity };
/** Ever less, until it fits. */
const SHORTER: readonly Parts[] = [
  { ...ALL, challengers: { challengers: Infinity, details: false, outside: Infinity } },
  ...[8, 5, 3, 1].map((count) => ({ ...ALL, challengers: { challengers: count, details: false, outside: Infinity } })),
  ...[3, 0].map((count) => ({ ...ALL, challengers: { challengers: 1, details: false, outside: count } })),
  ...[8, 5, 3, 1, 0].map((rows) => ({ rows, challengers: { challengers: 1, details: false, outside: 0 } })),
];

function drawLines(told: Status, options: StatusOptions, parts: Parts): string[] {
  // The colours in the picture are ours alone.
  const status = visibleValue(told);
  const paint = colors.createColors(options.color);
  const { chain, weights, records, queue, champion, environments, replaying } = status;
  const layout = layoutFor(environments.length, options.width);
  const lines = [
    `${paint.bold(paint.green("affine"))}  subnet ${chain.netuid}  block ${paint.bold(String(chain.block))}  next epoch at ${chain.nextEpochBlock}`,
    `champion  ${champion === null ? paint.dim(nobody(status)) : `${paint.bold(`uid ${champion.uid}`)} ${champion.model}`}`,
    `weights   ${weightsLine(status, paint)}`,
    `records   ${status.readingScores ? "reading" : `${records.rollouts} rollouts`}, ${records.shards} shards, ${records.pending} unsealed; ${queue.running} questions asked, ${queue.waiting} wait`,
    "",
    paint.dim(`uid  ${"model".padEnd(layout.model)} ${names(status, layout)} weight`),
    ...firstOf(status.leaderboard, parts.rows, "keys").map((row) =>
      typeof row === "string" ? paint.dim(row) : rowLine(row, status, { paint, layout }),
    ),
  ];
  if (replaying !== null) {
    const { block, headBlock } = replaying;
    lines.push("", paint.yellow(`catching up: the contest is read from the records, block ${block} of ${headBlock}`));
  }
  if (status.contest !== null) lines.push("", ...drawContest(status.contest, paint, parts.challengers));
  if (status.leftOut.length > 0)
    lines.push("", paint.dim(`${status.leftOut.length} keys do not compete: af miners says why`));
  for (const alarm of status.alarms) lines.push(paint.red(`alarm ${alarm.code}: ${alarm.message}`));
  if (weights.block === null && records.rollouts === 0) lines.push("", paint.dim("waiting for the first round"));
  if (options.pageUrl !== undefined)
    lines.push("", `page      ${paint.underline(options.pageUrl)}   ${paint.dim("Ctrl-C ends")}`);
  return lines.map((line) => fit(line, options.width));
}

/** Nobody has reigned, or the last champion has left, or it is not known. */
function nobody({ replaying, contest }: Status): string {
  if (replaying !== null) return "not known yet";
  const last = contest?.crowns[0];
  return last === undefined ? "nobody yet" : `nobody now: uid ${last.uid} ${last.model} has left`;
}

function weightsLine({ weights, contest }: Status, paint: Painter): string {
  if (weights.block === null) return paint.dim("none yet");
  const who = Object.keys(weights.vector).map((uid) => paidName(uid, contest));
  const state = weights.confirmed ? paint.green("confirmed") : paint.yellow("not confirmed yet");
  return `${who.join(", ")} at block ${weights.block}, ${weights.ageBlocks ?? 0} blocks ago, ${state}`;
}

/** Widths of a row's parts, in columns. */
interface Layout {
  readonly model: number;
  readonly cell: number;
  /** Bars where there is room for them, else the interval in figures. */
  readonly bars: boolean;
}

/** As `1057/1060`. */
const COUNT_CELL = 9;
const BAR_CELL = BAR + 9 + COUNT_CELL;
/** As `100% [98,100]`: four environments fit into 80 columns. */
const FIGURE_CELL = 13;
/** uid, weight and the blanks around them. */
const FRAME = 12;
const MODEL = { least: 12, most: 30 };

function layoutFor(environments: number, width: number): Layout {
  const bars = FRAME + MODEL.most + environments * (BAR_CELL + 1) <= width;
  const cell = bars ? BAR_CELL : FIGURE_CELL;
  const left = width - FRAME - environments * (cell + 1);
  return { bars, cell, model: Math.max(MODEL.least, Math.min(MODEL.most, left)) };
}

function names({ environments }: Status, { cell }: Layout): string {
  return environments.map((environment) => environment.name.padEnd(cell)).join(" ");
}

function rowLine(row: LeaderboardRow, status: Status, { paint, layout }: { paint: Painter; layout: Layout }): string {
  const draw = layout.bars ? barCell : figureCell;
  const none = status.readingScores ? "reading" : "no answers";
  const scores = status.environments.map(({ name }) => draw(row.environments[name], none));
  const weight = row.weightBp === 0 ? "" : `${Math.round(row.weightBp / 100)}%`;
  const model = clip(row.model, layout.model).padEnd(layout.model);
  const line = `${String(row.uid).padStart(3)}  ${model} ${scores.join(" ")} ${weight.padStart(6)}`;
  if (row.champion) return paint.green(line);
  return row.eligible || status.contest !== null ? line : paint.dim(line);
}

type Score = LeaderboardRow["environments"][string] | undefined;

/** Mean and 95% interval in percent. */
function figureCell(score: Score, none: string): string {
  if (score === undefined || score.n === 0) return none.padEnd(FIGURE_CELL);
  const interval = `[${Math.round(score.lowBp / 100)},${Math.round(score.highBp / 100)}]`;
  return `${String(Math.round(score.score / 10)).padStart(3)}% ${interval}`.padEnd(FIGURE_CELL);
}

function barCell(score: Score, none: string): string {
  if (score === undefined || score.n === 0) return none.padEnd(BAR_CELL);
  const cells = Array.from({ length: BAR }, (_, index) => {
    const middleBp = ((index + 0.5) * 10_000) / BAR;
    if (Math.abs(middleBp - score.score * 10) <= 10_000 / BAR / 2) return "█";
    return middleBp >= score.lowBp && middleBp <= score.highBp ? "▒" : "·";
  });
  return `${cells.join("")} ${(score.score / 10).toFixed(1).padStart(5)}% n${answeredOf(score).padEnd(COUNT_CELL)}`;
}

/** `60`, or `57/60` where some were not answered. */
function answeredOf({ asked, answered }: NonNullable<Score>): string {
  return answered < asked ? `${answered}/${asked}` : String(asked);
}

const COLOR = /\u001b\[[0-9;]*m/g;

/** Cuts a line to the terminal's width; a line that is cut loses its colours. */
function fit(line: string, width: number): string {
  const plain = line.replace(COLOR, "");
  return plain.length <= width ? line : clip(plain, width);
}
