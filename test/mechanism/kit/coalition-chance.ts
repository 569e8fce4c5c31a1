import {
  ChallengeTest,
  testTerms,
  V2_CONSTANTS,
  type RoundRecord,
  type ValidatorShare,
} from "../../../src/mechanism/index.ts";
import type { Generator as Source } from "../../../src/simulate/random/generator.ts";
import type { Rewrite } from "../../../src/simulate/v2/play-test.ts";
import { pairs, SKILLS } from "./outcome-model.ts";

export interface CoalitionSetting {
  readonly validators: readonly ValidatorShare[];
  /** Places of those who collude. */
  readonly liars: ReadonlySet<number>;
  readonly rewrite: Rewrite;
  /** Luck that copy and champion share. */
  readonly r: number;
}

const QUESTIONS = 2;
const ENVIRONMENTS = 3;
const START_BLOCK = 60_000;
/** Tilts of one question's outcome: towards the challenger everywhere, and in one environment alone. */
const TILTS: readonly (readonly number[])[] = [
  ...[0.02, 0.04, 0.08, 0.15].map((tilt) => [tilt, tilt, tilt]),
  ...[0.06, 0.12, 0.25, 0.4].flatMap((tilt) => [
    [tilt, 0, 0],
    [0, tilt, 0],
    [0, 0, tilt],
  ]),
];

/**
 * P(a copy is crowned although validators collude), by importance sampling: what honest validators see is drawn under
 * tilts towards the challenger and weighted by its likelihood; what the others write is theirs. The production test
 * decides.
 */
export function chanceToCrown(
  { validators, liars, rewrite, r }: CoalitionSetting,
  reps: number,
  source: Source,
): { p: number; se: number } {
  const pair = pairs(SKILLS[3], [0, 0, 0], r);
  const normalizer = TILTS.map((tilt) =>
    tilt.map((t, env) => {
      const { gain, loss } = pair[env]!;
      return Math.log(1 - gain - loss + gain * Math.exp(t) + loss * Math.exp(-t));
    }),
  );
  const untilted = pair.map(({ gain, loss }): [number, number] => [gain, loss]);
  const tilted = TILTS.map((tilt, i) =>
    tilt.map((t, env): [number, number] => {
      const scale = Math.exp(-normalizer[i]![env]!);
      return [pair[env]!.gain * Math.exp(t) * scale, pair[env]!.loss * Math.exp(-t) * scale];
    }),
  );
  const bothOf = pair.map(({ gain, loss, both }) => both / (1 - gain - loss));
  const wholeShare = validators.reduce((sum, { share }) => sum + share, 0);
  const ownerOf = (): number => {
    let left = source.below(wholeShare);
    return validators.findIndex(({ share }) => (left -= share) < 0);
  };
  let sum = 0;
  let squares = 0;
  for (let rep = 0; rep < reps; rep += 1) {
    const chosen = tilted[source.below(TILTS.length)]!;
    const totals = [0, 0, 0];
    let honest = 0;
    const test = new ChallengeTest(terms());
    for (let round = 0; test.status.state === "open"; round += 1) {
      const owner = ownerOf();
      const isLiar = liars.has(owner);
      const chances = isLiar ? untilted : chosen;
      const [champion, challenger] = [
        [0, 0, 0],
        [0, 0, 0],
      ];
      for (let env = 0; env < ENVIRONMENTS; env += 1) {
        const [up, down] = chances[env]!;
        for (let question = 0; question < QUESTIONS; question += 1) {
          const u = source.uniform();
          if (u < up) {
            challenger[env]! += 1000;
            if (!isLiar) totals[env]! += 1;
          } else if (u < up + down) {
            champion[env]! += 1000;
            if (!isLiar) totals[env]! -= 1;
          } else if (source.uniform() < bothOf[env]!) {
            challenger[env]! += 1000;
            champion[env]! += 1000;
          }
        }
      }
      if (!isLiar) honest += 1;
      const truth = { kind: "answered" as const, champion, challenger };
      const record: RoundRecord = isLiar ? rewrite(truth, source) : truth;
      const block = START_BLOCK + V2_CONSTANTS.roundBlocks * round;
      test.advance({ round, block, validator: validators[owner]!.hotkey, validators, record });
    }
    if (test.status.state !== "candidate") continue;
    const ratios = TILTS.map((tilt, i) =>
      tilt.reduce((log, t, env) => log + t * totals[env]! - QUESTIONS * honest * normalizer[i]![env]!, 0),
    );
    const weight = TILTS.length / ratios.reduce((all, ratio) => all + Math.exp(ratio), 0);
    sum += weight;
    squares += weight * weight;
  }
  const p = sum / reps;
  return { p, se: Math.sqrt(Math.max(0, squares / reps - p * p) / reps) };
}

/** Eps at its floor, delta and anchors as the champion's skills give them. */
function terms(): ReturnType<typeof testTerms> {
  return testTerms({
    champion: { sumThousandths: SKILLS[3].map((skill) => Math.round(1e6 * skill)), answers: 1000 },
    crownedBlock: 0,
    block: START_BLOCK,
    anchorsBp: SKILLS[3].map((skill) => Math.round(1e4 * skill)),
    questions: QUESTIONS,
  });
}
