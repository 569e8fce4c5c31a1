import {
  ChallengeTest,
  testTerms,
  type RoundRecord,
  type TestStatus,
  type ValidatorShare,
} from "../../mechanism/index.ts";
import type { Generator } from "../random/generator.ts";
import { AnswerSource } from "../world/answers.ts";
import type { Model } from "../world/model.ts";
import { recordOf } from "../world/scores.ts";

/** What the first validator writes in the place of a record. */
export type Rewrite = (truth: RoundRecord & { readonly kind: "answered" }) => RoundRecord;

/** A test of one challenger against one champion, without a contest around it. */
export interface TestSetting {
  readonly champion: Model;
  readonly challenger: Model;
  readonly validators: readonly ValidatorShare[];
  readonly rewrite?: Rewrite;
}

/** How a test came out. */
export interface TestOutcome {
  readonly state: TestStatus["state"];
  readonly rounds: number;
}

/** After eight days of reign eps is at its floor. */
const START_BLOCK = 60_000;
/** Enough for delta to follow from the skill. */
const CHAMPION_ROUNDS = 1000;

/** Plays a test to its end: eps at its floor, delta and anchors as the champion's true skills give them. */
export function playTest(setting: TestSetting, generator: Generator): TestOutcome {
  const { champion, challenger, validators, rewrite } = setting;
  const { skills } = champion.spec;
  const environments = skills.length;
  const test = new ChallengeTest(
    testTerms({
      champion: { sumThousandths: skills.map((skill) => Math.round(1e6 * skill)), rounds: CHAMPION_ROUNDS },
      crownedBlock: 0,
      block: START_BLOCK,
      anchorsBp: skills.map((skill) => Math.round(1e4 * skill)),
    }),
  );
  const source = new AnswerSource(generator, environments);
  for (let round = 0; test.status.state === "open"; round += 1) {
    source.nextRound();
    const truth = recordOf(source.answer(champion), source.answer(challenger), environments);
    const owner = validators.length === 1 ? 0 : generator.below(validators.length);
    const record = owner === 0 && rewrite !== undefined && truth.kind === "answered" ? rewrite(truth) : truth;
    const validator = (validators[owner] as ValidatorShare).hotkey;
    test.advance({ round, block: START_BLOCK + round, validator, validators, record });
  }
  return { state: test.status.state, rounds: test.evaluation.rounds };
}
