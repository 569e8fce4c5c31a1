import { whyOver, type ArenaTest, type PairedRound } from "../../arena/index.ts";
import { printable } from "../../io/index.ts";
import { signedPoints } from "../points.ts";
import { hanging } from "../wrap.ts";

/** A test in words. */
export function drawTest(test: ArenaTest, rounds: readonly PairedRound[]): string[] {
  const { model, uid, hotkey, against, meanGain, roundsLeft, whyNoEta, missing, live, reason } = test;
  return [
    `test ${test.id}: ${printable(model, 60)}`,
    `          uid ${uid}, ${hotkey}`,
    `against   ${against === null ? "nobody: it is tried for itself" : `${printable(against.model, 50)} (uid ${against.uid})`}`,
    `state     ${stateOf(test)}`,
    ...(test.crownedBlock === null ? [] : [`crowned   at block ${test.crownedBlock}`]),
    `rounds    ${test.rounds}, blocks ${test.firstBlock} to ${test.lastBlock}`,
    ...rightOf(rounds),
    ...(meanGain === null
      ? []
      : [`gain      ${signedPoints(meanGain.lowBp)} to ${signedPoints(meanGain.highBp)} points, 95% at all looks`]),
    ...Object.entries(test.gains).map(
      ([env, gain]) => `          ${env} ${signedPoints(gain.lowBp)} to ${signedPoints(gain.highBp)}`,
    ),
    ...(test.wealth.length === 0 ? [] : [`wealth    ${Math.floor(test.progressBp / 100)}% of the way to the level`]),
    // What is over lacks nothing that could still come.
    ...(live && reason === null ? missing : []).map((gate) => hanging("lacks     ", gate)),
    ...(roundsLeft === null
      ? whyNoEta === null
        ? []
        : [`left      unknown: ${whyNoEta}`]
      : [`left      ${roundsLeft.low} to ${roundsLeft.high} rounds, if it goes on like this`]),
    ...rounds.map(({ round, counts, pairs }) => {
      const results = pairs.map(({ env, result }) => `${env} ${result}`).join(", ");
      return hanging(
        `round ${round}  `,
        counts === "answered" ? results : `${counts}: counts as ${test.against === null ? "wrong" : "lost"}`,
      );
    }),
  ];
}

/** What became of it, or where it stands. */
function stateOf({ kind, state, reason, live, crownedBlock }: ArenaTest): string {
  if (crownedBlock !== null)
    return kind === "qualification" ? "qualified while nobody reigned, and crowned" : "won, and crowned";
  if (reason !== null) return `${state}: ${whyOver(reason)}`;
  // Whom a new reign, or its leaving, took out of its test.
  return live ? state : "ended undecided";
}

/** Of one that is compared with nobody: its answers right of all. */
function rightOf(rounds: readonly PairedRound[]): string[] {
  const alone = rounds.flatMap(({ pairs }) => pairs).filter(({ result }) => result === "right" || result === "wrong");
  if (alone.length === 0) return [];
  const right = alone.filter(({ result }) => result === "right").length;
  return [`answers   ${right} of ${alone.length} right in the newest ${rounds.length} rounds`];
}
