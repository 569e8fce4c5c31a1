import type { ArenaTest, PairedRound } from "../../arena/index.ts";
import { printable } from "../../io/index.ts";
import { hanging } from "../wrap.ts";

/** A test in words. */
export function drawTest(test: ArenaTest, rounds: readonly PairedRound[]): string[] {
  const unanswered = test.against === null ? "wrong" : "lost";
  const { model, uid, hotkey, against, state, reason, meanGain, roundsLeft, whyNoEta, missing } = test;
  return [
    `test ${test.id}: ${printable(model, 60)}`,
    `          uid ${uid}, ${hotkey}`,
    `against   ${against === null ? "nobody: it is tried for itself" : `${printable(against.model, 50)} (uid ${against.uid})`}`,
    `state     ${state}${reason === null ? "" : `: ${reason.replaceAll("_", " ")}`}${test.live ? "" : ", left the contest"}`,
    ...(test.crownedBlock === null ? [] : [`crowned   at block ${test.crownedBlock}`]),
    `rounds    ${test.rounds}, blocks ${test.firstBlock} to ${test.lastBlock}`,
    ...(meanGain === null
      ? []
      : [`gain      ${points(meanGain.lowBp)} to ${points(meanGain.highBp)} points, 95% at all looks`]),
    ...Object.entries(test.gains).map(
      ([env, gain]) => `          ${env} ${points(gain.lowBp)} to ${points(gain.highBp)}`,
    ),
    ...(test.wealth.length === 0 ? [] : [`wealth    ${Math.floor(test.progressBp / 100)}% of the way to the level`]),
    ...missing.map((gate) => hanging("lacks     ", gate)),
    ...(roundsLeft === null
      ? whyNoEta === null
        ? []
        : [`left      unknown: ${whyNoEta}`]
      : [`left      ${roundsLeft.low} to ${roundsLeft.high} rounds, if it goes on like this`]),
    ...rounds.map(({ round, counts, pairs }) => {
      const results = pairs.map(({ env, result }) => `${env} ${result}`).join(", ");
      return hanging(`round ${round}  `, counts === "answered" ? results : `${counts}: counts as ${unanswered}`);
    }),
  ];
}

function points(bp: number): string {
  return `${bp > 0 ? "+" : ""}${(bp / 100).toFixed(1)}`;
}
