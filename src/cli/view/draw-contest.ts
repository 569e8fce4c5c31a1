import type colors from "picocolors";
import type { Challenger, Contest } from "../../serve/index.ts";

type Painter = ReturnType<typeof colors.createColors>;

/** Basis points as points. */
function points(bp: number): string {
  return `${bp > 0 ? "+" : ""}${(bp / 100).toFixed(1)}`;
}

/** Champion, challengers and who waits, a line each; the caller cuts them to the terminal's width. */
export function drawContest(contest: Contest, paint: Painter): string[] {
  const { champion, challengers, outside, pendingCrown } = contest;
  const lines = [
    paint.dim(`contest as of block ${contest.block} (round ${contest.round}), reign ${contest.reign}`),
    ...challengers.map((challenger) => challengerLine(challenger, paint)),
  ];
  if (champion === null) lines.push(paint.dim("nobody reigns: models are tried for themselves, weights are burnt"));
  if (challengers.length === 0) lines.push(paint.dim("nobody challenges"));
  if (pendingCrown !== null) {
    lines.push(paint.green(`uid ${pendingCrown.uid} has won: crowned at block ${pendingCrown.effectiveBlock}`));
  }
  for (const { uid, model, reason, detail } of outside) {
    lines.push(paint.dim(`${String(uid).padStart(3)}  ${(model ?? "-").slice(0, 26).padEnd(26)} ${reason}: ${detail}`));
  }
  return lines;
}

/** The stream of superiority furthest on its way, in percent of its level. */
export function wealthPercent({ wealth }: Challenger): number {
  const shares = wealth
    .filter(({ stream }) => stream.startsWith("better"))
    .map(({ wealthMilli, levelMilli }) => (100 * wealthMilli) / levelMilli);
  return shares.length === 0 ? 0 : Math.max(0, Math.min(100, Math.floor(Math.max(...shares))));
}

function challengerLine(challenger: Challenger, paint: Painter): string {
  const { uid, model, state, reason, rounds, meanGain, roundsLeft } = challenger;
  const why = reason === null ? state : `${state}: ${reason}`;
  const gates = challenger.wealth.filter(({ stream }) => !stream.startsWith("better"));
  const passed = gates.filter(({ reached }) => reached).length;
  const test =
    meanGain === null
      ? ""
      : `  wealth ${wealthPercent(challenger)}%  gates ${passed}/${gates.length}  gain ${points(meanGain.lowBp)}..${points(meanGain.highBp)}`;
  const left = roundsLeft === null ? "" : `  ${roundsLeft.low}..${roundsLeft.high} left`;
  const line = `${String(uid).padStart(3)}  ${model.slice(0, 26).padEnd(26)} n ${String(rounds).padStart(4)}${test}${left}  ${why}`;
  return state === "open" || state === "candidate" || state === "qualifying" ? line : paint.dim(line);
}
