import { expect, test } from "vitest";
import { Random } from "../core/index.ts";
import { ChallengeTest, evidenceOf, testTerms } from "../mechanism/index.ts";
import { COPY_HIGH_MILLI, copyLowMilli } from "./copy-band.ts";

const validators = [{ hotkey: "v", share: 1_000_000 }];
const ENVIRONMENTS = 2;
const ROUNDS = 400;

/** Whether a model that is as good as the champion, and shares nothing of its luck, ever leaves the band. */
function leaves(seed: number): boolean {
  const random = Random.from("copy-band", seed);
  const answers = 400;
  const champion = { sumThousandths: [answers * 500, answers * 500], answers };
  const anchorsBp = [null, null];
  const test = new ChallengeTest(testTerms({ champion, crownedBlock: 0, block: 0, anchorsBp }));
  const scores = (): number[] => Array.from({ length: ENVIRONMENTS }, () => (random.chance(1, 2) ? 1000 : 0));
  for (let round = 0; round < ROUNDS && test.status.state === "open"; round += 1) {
    const record = { kind: "answered" as const, champion: scores(), challenger: scores() };
    test.advance({ round, block: round, validator: "v", validators, record });
    if (round % 20 !== 19) continue;
    const low = copyLowMilli(round + 1);
    const [mean] = evidenceOf(test).streams;
    if (mean === undefined || mean.wealthMilli > COPY_HIGH_MILLI || mean.wealthMilli < low) return true;
  }
  return false;
}

test("law: a model as good as the champion stays in the band at every look, but for one in twenty", () => {
  const TESTS = 200;
  const left = Array.from({ length: TESTS }, (_, seed) => leaves(seed)).filter(Boolean).length;
  // Binomial(200, 1/20): above 22 once in 10,000 runs, and the draws are always the same.
  expect(left).toBeLessThanOrEqual(22);
});

test("default: it begins around 1 and widens downwards with the rounds", () => {
  expect(COPY_HIGH_MILLI).toBe(Math.ceil(1000 * Math.log(240)));
  expect(copyLowMilli(0)).toBe(-3689);
  expect(copyLowMilli(1000)).toBeLessThan(copyLowMilli(100));
  expect(copyLowMilli(12_000)).toBeGreaterThan(-20_000);
});
