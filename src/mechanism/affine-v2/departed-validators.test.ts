import { expect, test } from "vitest";
import { Generator } from "../../../test/mechanism/kit/generator.ts";
import { ChallengeTest } from "./challenge-test.ts";
import type { RoundRecord, ValidatorShare } from "./round.ts";
import { testTerms } from "./terms.ts";

const [ONE, TWO, THREE, LEAVES] = ["v1", "v2", "v3", "v0"];
const listOf = (...hotkeys: (string | undefined)[]): readonly ValidatorShare[] =>
  hotkeys.map((hotkey) => ({ hotkey: hotkey ?? "", share: 2500 }));
const AT_FIRST = listOf(LEAVES, ONE, TWO, THREE);
const LATER = listOf(ONE, TWO, THREE);
/** Half a day and a day. */
const [SOON, DAY] = [1200, 2400];

/** A model that is far better, and a validator that left: rounds until it is a candidate. */
function roundsToShow(isAway: (validator: string, round: number) => boolean, leavesAtRound: number) {
  const generator = new Generator(17);
  const right = (chance: number): number => (generator.next() < chance ? 1000 : 0);
  const challenge = new ChallengeTest(
    testTerms({
      champion: { sumThousandths: [200_000, 200_000, 200_000], answers: 1000 },
      crownedBlock: 0,
      block: 60_000,
      anchorsBp: [null, null, null],
    }),
  );
  const excluded = new Set<string>();
  let round = 0;
  for (; challenge.status.state === "open" && round < 2 * DAY; round += 1) {
    const validators = round < leavesAtRound ? AT_FIRST : LATER;
    const { hotkey: validator } = validators[generator.below(validators.length)]!;
    const record: RoundRecord = isAway(validator, round)
      ? { kind: "missing" }
      : {
          kind: "answered",
          champion: [right(0.2), right(0.2), right(0.2)],
          challenger: [right(0.98), right(0.98), right(0.98)],
        };
    challenge.advance({ round, block: 60_000 + 3 * round, validator, validators, record });
    for (const hotkey of challenge.evaluation.excluded) excluded.add(hotkey);
  }
  return { state: challenge.status.state, round, excluded };
}

test("behavior: one left without a good round, two were out over their quota: what is far better is shown within half a day", () => {
  const outages: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
    v2: [
      [20, 60],
      [80, 120],
      [140, 180],
    ],
    v3: [
      [30, 70],
      [90, 130],
      [150, 190],
    ],
  };
  const isAway = (validator: string, round: number): boolean =>
    validator === LEAVES || (outages[validator] ?? []).some(([from, until]) => round >= from && round < until);
  const { state, round, excluded } = roundsToShow(isAway, 40);
  expect([...excluded].length).toBeGreaterThan(0);
  expect(state).toBe("candidate");
  expect(round).toBeLessThanOrEqual(SOON);
});

test("behavior: one outage of each of two validators, and one that left: neither keeps it from the crown", () => {
  const isAway = (validator: string, round: number): boolean =>
    validator === LEAVES ||
    (validator === TWO && round >= 20 && round < 60) ||
    (validator === THREE && round >= 70 && round < 110);
  const { state, round } = roundsToShow(isAway, 40);
  expect(state).toBe("candidate");
  expect(round).toBeLessThanOrEqual(SOON);
});
