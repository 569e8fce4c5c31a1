import {
  ChallengeTest,
  testTerms,
  type RoundRecord,
  type TestTerms,
  type ValidatorShare,
} from "../../../src/mechanism/index.ts";
import type { Generator } from "./generator.ts";
import { answers, type Pair } from "./outcome-model.ts";

/** What a validator writes for what happened; it may remember. */
export type Liar = (truth: Answered, memory: { voids: number; rounds: number }) => RoundRecord;
export type Answered = RoundRecord & { kind: "answered" };

export const equalShares = (count: number): ValidatorShare[] =>
  Array.from({ length: count }, (_, i) => ({ hotkey: `v${i}`, share: Math.floor(10_000 / count) }));

/** Terms against a champion of known skill after eight days of reign: eps at its floor, anchors at the skill. */
export function termsAgainst(skills: readonly number[]): TestTerms {
  return testTerms({
    champion: { sumThousandths: skills.map((skill) => Math.round(1e6 * skill)), answers: 1000 },
    crownedBlock: 0,
    block: 60_000,
    anchorsBp: skills.map((skill) => Math.round(1e4 * skill)),
  });
}

/** Plays a test to its end. */
export function playPair(
  generator: Generator,
  all: readonly Pair[],
  terms: TestTerms,
  validators: ValidatorShare[] = equalShares(1),
  liar?: Liar,
): ChallengeTest {
  const challenge = new ChallengeTest(terms);
  const memory = { voids: 0, rounds: 0 };
  for (let round = 0; challenge.status.state === "open"; round += 1) {
    const owner = generator.below(validators.length);
    const truth: Answered = { kind: "answered", ...answers(generator, all) };
    memory.rounds += 1;
    const record = owner === 0 && liar !== undefined ? liar(truth, memory) : truth;
    const { admittedBlock } = terms;
    challenge.advance({ round, block: admittedBlock + round, validator: `v${owner}`, validators, record });
  }
  return challenge;
}
