import { wilsonIntervalBp, type ValidatorShare } from "../mechanism/index.ts";
import { Generator } from "./random/generator.ts";
import { drawNormal } from "./random/normal.ts";
import { equalValidators } from "./v2/validators.ts";
import { playTest } from "./v2/play-test.ts";
import { Model } from "./world/model.ts";

/** What is known of a model in one environment: so many answers with such a sum of scores. */
export interface KnownScores {
  readonly n: number;
  readonly sumThousandths: number;
}

export interface ChanceQuestion {
  /** In the order of the environments, as the challenger's. */
  readonly champion: readonly KnownScores[];
  readonly challenger: readonly KnownScores[];
  /** Tests played; each draws both models' skills anew from what is known. */
  readonly tests: number;
  /** The same seed gives the same answer. */
  readonly seed: string;
  /** Validators of equal stake; 1 when left out. */
  readonly validators?: number;
}

/** How a challenge would probably end. */
export interface ChanceToWin {
  /** Share of the tests that ended in a crown, basis points, with its 95% interval. */
  readonly meanBp: number;
  readonly lowBp: number;
  readonly highBp: number;
  /** Rounds until the crown, in the middle of the tests that were won; `null` when none was. */
  readonly roundsToCrown: number | null;
  readonly tests: number;
}

/**
 * Part of the luck that two models share on a question: the figure for models that are not related. A fine-tune of the
 * champion shares more (0.7), and its gain is then found sooner. See docs/mechanism.md (What was measured).
 */
export const UNRELATED_SHARE = 0.4;

/**
 * The chance that a challenger is crowned, by playing tests of affine-v2 with models whose skills are drawn from what
 * is known of both: the mechanism is the real one, the answers are the laboratory's.
 *
 * Assumed: a score is all or nothing; both are always available; the champion reigns for eight days or longer, and its
 * skills are the anchors.
 */
export function chanceToWin(question: ChanceQuestion): ChanceToWin {
  const { champion, challenger, tests, seed, validators: count = 1 } = question;
  const generator = Generator.from("affine/chance-to-win/v1", seed);
  const validators: readonly ValidatorShare[] = equalValidators(count);
  const rounds: number[] = [];
  for (let test = 0; test < tests; test += 1) {
    const outcome = playTest(
      {
        champion: modelOf(drawnSkills(champion, generator), "champion"),
        challenger: modelOf(drawnSkills(challenger, generator), "challenger"),
        validators,
      },
      generator,
    );
    if (outcome.state === "candidate") rounds.push(outcome.rounds);
  }
  rounds.sort((a, b) => a - b);
  const interval = wilsonIntervalBp(1000 * rounds.length, tests);
  return { ...interval, roundsToCrown: rounds[Math.floor(rounds.length / 2)] ?? null, tests };
}

function modelOf(skills: readonly number[], lineage: string): Model {
  return new Model({ skills, lineage, lineageShare: 0 }, UNRELATED_SHARE);
}

/** Skills as they may be: normal around the mean of what was seen and half a success and failure more. */
function drawnSkills(known: readonly KnownScores[], generator: Generator): number[] {
  return known.map(({ n, sumThousandths }) => {
    const mean = (sumThousandths / 1000 + 0.5) / (n + 1);
    const spread = Math.sqrt((mean * (1 - mean)) / (n + 2));
    return Math.min(0.998, Math.max(0.002, mean + spread * drawNormal(generator)));
  });
}
