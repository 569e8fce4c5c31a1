import {
  ChallengeTest,
  testTerms,
  V2_CONSTANTS,
  type RoundRecord,
  type TestStatus,
  type ValidatorShare,
} from "../../mechanism/index.ts";
import type { Generator } from "../random/generator.ts";
import { AnswerSource } from "../world/answers.ts";
import type { Model } from "../world/model.ts";
import { recordOf } from "../world/scores.ts";
import { equalValidators } from "./validators.ts";

/** What the first validator writes in the place of a record. */
export type Rewrite = (truth: RoundRecord & { readonly kind: "answered" }) => RoundRecord;

/** A test of one challenger against one champion, without a contest around it. */
export interface TestSetting {
  readonly champion: Model;
  readonly challenger: Model;
  readonly validators: readonly ValidatorShare[];
  readonly rewrite?: Rewrite;
  /** The test takes everything for the work of one validator: what decides without telling them apart. */
  readonly asOne?: boolean;
}

/** How a test came out. */
export interface TestOutcome {
  readonly state: TestStatus["state"];
  readonly rounds: number;
  /** Validators whose rounds were left out. */
  readonly leftOut: readonly string[];
}

/** After eight days of reign eps is at its floor. */
const START_BLOCK = 60_000;
/** Enough for delta to follow from the skill. */
const CHAMPION_ROUNDS = 1000;

/** Rounds drawn in one go: those between two looks. */
const BLOCK = V2_CONSTANTS.checkRounds;

/** Plays a test to its end: eps at its floor, delta and anchors as the champion's true skills give them. */
export function playTest(setting: TestSetting, generator: Generator): TestOutcome {
  const { champion, challenger, validators, rewrite, asOne = false } = setting;
  const told = asOne ? equalValidators(1) : validators;
  const { skills } = champion.spec;
  const environments = skills.length;
  const test = new ChallengeTest(
    testTerms({
      champion: { sumThousandths: skills.map((skill) => Math.round(1e6 * skill)), answers: CHAMPION_ROUNDS },
      crownedBlock: 0,
      block: START_BLOCK,
      anchorsBp: skills.map((skill) => Math.round(1e4 * skill)),
    }),
  );
  const source = new AnswerSource(generator, environments, { rounds: BLOCK });
  const [best, own] = [new Int32Array(BLOCK), new Int32Array(BLOCK)];
  for (let round = 0; test.status.state === "open"; round += 1) {
    const at = round % BLOCK;
    if (at === 0) {
      source.next();
      source.answerAll(champion, best);
      source.answerAll(challenger, own);
    }
    const truth = recordOf(best[at] as number, own[at] as number, environments);
    const owner = validators.length === 1 ? 0 : generator.below(validators.length);
    const record = owner === 0 && rewrite !== undefined && truth.kind === "answered" ? rewrite(truth) : truth;
    const validator = (told[asOne ? 0 : owner] as ValidatorShare).hotkey;
    test.advance({ round, block: START_BLOCK + round, validator, validators: told, record });
  }
  const { rounds, excluded } = test.evaluation;
  return { state: test.status.state, rounds, leftOut: [...excluded] };
}
