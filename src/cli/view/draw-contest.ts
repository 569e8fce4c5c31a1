import type colors from "picocolors";
import type { Challenger, Contest } from "../../serve/index.ts";

type Painter = ReturnType<typeof colors.createColors>;

/** Basis points as points. */
function points(bp: number, digits: number): string {
  return `${bp > 0 ? "+" : ""}${(bp / 100).toFixed(digits)}`;
}

const WIDTH = 80;
const INDENT = " ".repeat(5);
/** Columns of a model's name. */
const MODEL = 27;

/** Champion, challengers and who waits, each at most 80 columns wide; a narrower terminal cuts them. */
export function drawContest(contest: Contest, paint: Painter): string[] {
  const { champion, challengers, outside, pendingCrown, unpaid, resting } = contest;
  const lines = [
    paint.dim(`contest as of block ${contest.block} (round ${contest.round}), reign ${contest.reign}`),
    ...challengers.flatMap((challenger) => challengerLines(challenger, paint)),
  ];
  if (champion === null) lines.push(paint.dim("nobody reigns: models are tried for themselves, weights are burnt"));
  if (challengers.length === 0) lines.push(paint.dim("nobody challenges"));
  if (unpaid) lines.push(paint.yellow("unpaid: the champion left too many questions unanswered, its weight is burnt"));
  if (resting) lines.push(paint.yellow("tests rest until the champion's host answers again"));
  if (pendingCrown !== null) {
    lines.push(paint.green(`uid ${pendingCrown.uid} has won: crowned at block ${pendingCrown.effectiveBlock}`));
  }
  for (const { uid, model, reason, detail } of outside) {
    const why = detail === "" ? reason : `${reason}: ${detail.replace(ADDRESS, "$1…")}`;
    lines.push(paint.dim(`${named(uid, model)} ${why}`));
  }
  return lines;
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
  return `${points(lowBp, digits)}..${points(highBp, digits)}`;
}
