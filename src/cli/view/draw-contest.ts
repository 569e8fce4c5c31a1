import type colors from "picocolors";
import type { Challenger, Contest } from "../../serve/index.ts";
import { signedPoints } from "../points.ts";

type Painter = ReturnType<typeof colors.createColors>;

const WIDTH = 80;
const INDENT = " ".repeat(5);
/** Columns of a model's name. */
const MODEL = 27;

/** How much of the contest is drawn. */
export interface ContestParts {
  /** Challengers at most; the others are a number. */
  readonly challengers: number;
  /** With their gains and what is left, in lines of their own. */
  readonly details: boolean;
  /** Of those who wait or are left out, at most. */
  readonly outside: number;
}

const ALL: ContestParts = { challengers: Infinity, details: true, outside: Infinity };

/** The first few of a list; behind them how many more there are. */
export function firstOf<T>(all: readonly T[], most: number, what: string): (T | string)[] {
  const rest = all.length - most;
  return rest <= 0 ? [...all] : [...all.slice(0, most), `… and ${rest} more ${what}`];
}

/**
 * Champion, challengers and who waits, each at most 80 columns wide; a narrower terminal cuts them. Where there is room
 * for some challengers only, those that are furthest are drawn.
 */
export function drawContest(contest: Contest, paint: Painter, parts: ContestParts = ALL): string[] {
  const { champion, challengers, outside, pendingCrown, unpaid, resting } = contest;
  const lines = [
    paint.dim(`contest as of block ${contest.block} (round ${contest.round}), reign ${contest.reign}`),
    ...firstOf(inOrder(challengers, parts), parts.challengers, "challengers").flatMap((challenger) => {
      if (typeof challenger === "string") return [paint.dim(challenger)];
      const lines = challengerLines(challenger, paint);
      return parts.details ? lines : lines.slice(0, 1);
    }),
  ];
  if (champion === null) lines.push(paint.dim("nobody reigns: models are tried for themselves, weights are burnt"));
  if (challengers.length === 0) lines.push(paint.dim("nobody challenges"));
  if (unpaid) lines.push(paint.yellow("unpaid: the champion left too many questions unanswered, its weight is burnt"));
  if (resting) lines.push(paint.yellow("tests rest until the champion's host answers again"));
  if (pendingCrown !== null) {
    lines.push(paint.green(`uid ${pendingCrown.uid} has won: crowned at block ${pendingCrown.effectiveBlock}`));
  }
  for (const entry of firstOf(outside, parts.outside, "are not tested")) {
    if (typeof entry === "string") {
      lines.push(paint.dim(entry));
      continue;
    }
    const { uid, model, reason, detail } = entry;
    const why = detail === "" ? reason : `${reason}: ${detail.replace(ADDRESS, "$1…")}`;
    lines.push(paint.dim(`${named(uid, model)} ${why}`));
  }
  return lines;
}

/** As they come where all are drawn, else the furthest first. */
function inOrder(challengers: readonly Challenger[], parts: ContestParts): readonly Challenger[] {
  if (challengers.length <= parts.challengers) return challengers;
  return challengers.toSorted(
    (a, b) => Number(a.reason !== null) - Number(b.reason !== null) || wealthPercent(b) - wealthPercent(a),
  );
}

/** An ss58 address, by its first characters. */
const ADDRESS = /\b(5[1-9A-HJ-NP-Za-km-z]{7})[1-9A-HJ-NP-Za-km-z]{40}\b/g;

function named(uid: number, model: string | null): string {
  return `${String(uid).padStart(3)}  ${(model ?? "-").slice(0, MODEL).padEnd(MODEL)}`;
}

/** The stream of superiority furthest on its way, in percent of its level. */
export function wealthPercent({ wealth }: Challenger): number {
  const shares = wealth
    .filter(({ stream }) => stream.startsWith("better"))
    .map(({ wealthMilli, levelMilli }) => (100 * wealthMilli) / levelMilli);
  return shares.length === 0 ? 0 : Math.max(0, Math.min(100, Math.floor(Math.max(...shares))));
}

/** How the test stands, and below it the gain as far as it is known: the mean, and in each environment. */
function challengerLines(challenger: Challenger, paint: Painter): string[] {
  const { uid, model, state, reason, rounds, meanGain, roundsLeft } = challenger;
  const who = named(uid, model);
  if (reason !== null) return [paint.dim(`${who} ${state}: ${reason}, n ${rounds}`)];
  if (meanGain === null) return [`${who} ${state}, n ${rounds}`];
  const gates = challenger.wealth.filter(({ stream }) => !stream.startsWith("better"));
  const passed = gates.filter(({ reached }) => reached).length;
  const left = roundsLeft === null ? [] : [paint.dim(`${INDENT}left ${roundsLeft.low}..${roundsLeft.high} rounds`)];
  const gains = Object.entries(challenger.gains).map(([name, gain]) => `${name} ${interval(gain, 0)}`);
  return [
    `${who} ${state} n ${rounds}, wealth ${wealthPercent(challenger)}%, gates ${passed}/${gates.length}`,
    ...gainLines(`gain ${interval(meanGain, 1)} points`, gains).map((line) => paint.dim(line)),
    ...left,
  ];
}

/** On one line where it fits: of four environments it may not. */
function gainLines(mean: string, gains: readonly string[]): string[] {
  const one = `${INDENT}${mean} (${gains.join(", ")})`;
  return one.length <= WIDTH ? [one] : [`${INDENT}${mean}`, `${INDENT}${gains.join(", ")}`];
}

function interval({ lowBp, highBp }: { lowBp: number; highBp: number }, digits: number): string {
  return `${signedPoints(lowBp, digits)}..${signedPoints(highBp, digits)}`;
}
