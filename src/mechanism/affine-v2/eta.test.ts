import { expect, test } from "vitest";
import { ChallengeTest, evidenceOf, testTerms, type RoundRecord } from "../index.ts";

const TERMS = testTerms({
  champion: { sumThousandths: [500], answers: 1 },
  crownedBlock: 0,
  block: 0,
  anchorsBp: [null],
});
const WON: RoundRecord = { kind: "answered", champion: [0], challenger: [1000] };
const LOST: RoundRecord = { kind: "answered", champion: [1000], challenger: [0] };
const DRAWN: RoundRecord = { kind: "answered", champion: [1000], challenger: [1000] };

function evidenceAfter(records: readonly RoundRecord[]) {
  const challenge = new ChallengeTest(TERMS);
  const validators = [{ hotkey: "v0", share: 10_000 }];
  for (const [round, record] of records.entries()) {
    challenge.advance({ round, block: round, validator: "v0", validators, record });
  }
  return evidenceOf(challenge);
}

test("behavior: the end of a test is told once a quarter of every way is gone, however few rounds it took", () => {
  const won = Array.from({ length: 60 }, () => WON);
  const told = won.findIndex((_, index) => evidenceAfter(won.slice(0, index + 1)).roundsLeft !== null) + 1;
  const crowned = won.findIndex((_, index) => evidenceAfter(won.slice(0, index + 1)).status.state !== "open") + 1;
  expect(told).toBeGreaterThan(crowned / 8);
  expect(told).toBeLessThanOrEqual(Math.ceil(crowned / 4));
  const { roundsLeft } = evidenceAfter(won.slice(0, told));
  expect(roundsLeft?.middle).toBeGreaterThan(0);
  expect(told + (roundsLeft?.middle ?? 0)).toBeLessThanOrEqual(crowned + told);
});

test("behavior: a slow test is given an end from a thousand rounds on, one whose wealth does not grow none", () => {
  const slow = (rounds: number) => Array.from({ length: rounds }, (_, i) => (i % 32 === 0 ? WON : DRAWN));
  expect(evidenceAfter(slow(60)).roundsLeft).toBeNull();
  expect(evidenceAfter(slow(1000)).roundsLeft).not.toBeNull();
  const worse = Array.from({ length: 1200 }, (_, i) => (i % 2 === 0 ? WON : LOST));
  expect(evidenceAfter(worse).roundsLeft).toBeNull();
});
