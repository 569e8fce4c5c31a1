import {
  ChallengeTest,
  scheduleLagRounds,
  testTerms,
  V2_CONSTANTS,
  type RoundRecord,
  type TestStatus,
  type ValidatorShare,
} from "../../mechanism/index.ts";
import type { Generator } from "../random/generator.ts";
import { AnswerSource } from "../world/answers.ts";
import { creditedRounds, type Credit } from "../world/credit.ts";
import type { Model } from "../world/model.ts";
import { recordOf, summedRecord, type AnsweredRecord } from "../world/scores.ts";
import { HostWatch, type Absence } from "./absence.ts";
import { equalValidators } from "./validators.ts";

/** What a lying validator writes in the place of a record. */
export type Rewrite = (truth: AnsweredRecord, generator: Generator) => RoundRecord;

/** A test of one challenger against one champion, without a contest around it. */
export interface TestSetting {
  readonly champion: Model;
  readonly challenger: Model;
  readonly validators: readonly ValidatorShare[];
  /** Questions of each environment a round; 1 when left out. */
  readonly questions?: number;
  /** Partial credit; answers are right or wrong when left out. */
  readonly credit?: Credit;
  /** 1/α of the test; that of the first tests when left out. */
  readonly level?: number;
  /** The validators at these places rewrite; the first one when left out. */
  readonly liars?: ReadonlySet<number>;
  readonly rewrite?: Rewrite;
  /** Chance that an honest validator's round is missing. */
  readonly missing?: number;
  /** The challenger fails in every round of the validator at this place, so that it seems to lie. */
  readonly framed?: number;
  /** When the champion's host does not answer. */
  readonly absence?: Absence;
  /** The test takes everything for the work of one validator: what decides without telling them apart. */
  readonly asOne?: boolean;
}

/** How a test came out. */
export interface TestOutcome {
  readonly state: TestStatus["state"];
  readonly rounds: number;
  /** Validators whose rounds were left out at the end. */
  readonly leftOut: readonly string[];
  /** Rounds of the clock from the test's beginning, those in which it rested included. */
  readonly clockRounds: number;
  /** First round after which the champion was unpaid; `null` when it never was. */
  readonly unpaidAfter: number | null;
}

/** After eight days of reign eps is at its floor. */
const START_BLOCK = 60_000;
/** Enough for delta to follow from the skill. */
const CHAMPION_ANSWERS = 1000;

/** Rounds drawn in one go: those between two looks. */
const BLOCK = V2_CONSTANTS.checkRounds;
const FIRST: ReadonlySet<number> = new Set([0]);
const MISSING: RoundRecord = { kind: "missing" };

/** Plays a test to its end: eps at its floor, delta and anchors as the champion's true skills give them. */
export function playTest(setting: TestSetting, generator: Generator): TestOutcome {
  const { champion, validators, questions = 1, liars = FIRST, rewrite, missing = 0, asOne = false } = setting;
  const { level = V2_CONSTANTS.superiorityLevel } = setting;
  const told = asOne ? equalValidators(1) : validators;
  const { skills } = champion.spec;
  const environments = skills.length;
  const test = new ChallengeTest(
    testTerms({
      champion: { sumThousandths: skills.map((skill) => Math.round(1e6 * skill)), answers: CHAMPION_ANSWERS },
      crownedBlock: 0,
      block: START_BLOCK,
      anchorsBp: skills.map((skill) => Math.round(1e4 * skill)),
      questions,
      level,
    }),
  );
  const truths = truthsOf(setting, generator);
  const ownerOf = drawOwners(validators, generator);
  const watch = setting.absence === undefined ? null : new HostWatch({ environments, questions }, setting.absence);
  for (let round = 0; test.status.state === "open"; round += 1) {
    const block = START_BLOCK + V2_CONSTANTS.roundBlocks * round;
    const owner = ownerOf();
    const drawn = truths();
    const truth = owner === setting.framed ? failing(drawn) : drawn;
    const isLiar = rewrite !== undefined && liars.has(owner);
    const validator = (told[asOne ? 0 : owner] as ValidatorShare).hotkey;
    const write = (told: AnsweredRecord): RoundRecord =>
      isLiar ? rewrite(told, generator) : missing > 0 && generator.uniform() < missing ? MISSING : told;
    if (watch === null) test.advance({ round, block, validator, validators: told, record: write(truth) });
    else {
      watch.play(round, truth, generator, (seen, unpaid) =>
        test.advance({ round, block, validator, validators: told, record: write(seen), unpaid }),
      );
      test.expire(block - V2_CONSTANTS.roundBlocks * scheduleLagRounds());
    }
  }
  const { rounds, excluded } = test.evaluation;
  const clockRounds = watch?.rounds ?? rounds;
  return {
    state: test.status.state,
    rounds,
    leftOut: [...excluded],
    clockRounds,
    unpaidAfter: watch?.unpaidAfter ?? null,
  };
}

const failing = (truth: AnsweredRecord): AnsweredRecord => ({ ...truth, challenger: truth.challenger.map(() => 0) });

/** What both answer, round after round. */
function truthsOf(
  { champion, challenger, questions = 1, credit }: TestSetting,
  generator: Generator,
): () => AnsweredRecord {
  if (credit !== undefined) return creditedRounds({ champion, challenger }, { credit, questions }, generator);
  const environments = champion.spec.skills.length;
  const source = new AnswerSource(generator, environments, { rounds: BLOCK * questions });
  const [best, own] = [new Int32Array(BLOCK * questions), new Int32Array(BLOCK * questions)];
  let at = best.length;
  return () => {
    if (at === best.length) {
      at = 0;
      source.next();
      source.answerAll(champion, best);
      source.answerAll(challenger, own);
    }
    const from = at;
    at += questions;
    if (questions === 1) return recordOf(best[from] as number, own[from] as number, environments);
    return summedRecord(best.subarray(from, at), own.subarray(from, at), environments);
  };
}

/** Draws to whom a round belongs, in proportion to the shares. */
function drawOwners(validators: readonly ValidatorShare[], generator: Generator): () => number {
  if (validators.length === 1) return () => 0;
  const total = validators.reduce((sum, { share }) => sum + share, 0);
  if (validators.every(({ share }) => share * validators.length === total)) {
    return () => generator.below(validators.length);
  }
  return () => {
    let left = generator.below(total);
    return validators.findIndex(({ share }) => (left -= share) < 0);
  };
}
