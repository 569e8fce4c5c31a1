import { findAttack } from "../find-attack.ts";
import { playAttack } from "../play-attack.ts";
import { Generator } from "../random/generator.ts";
import type { Sample } from "../statistics.ts";
import { playCell } from "../suite/cells.ts";
import { playCloning } from "../suite/cloning.ts";
import { playCredit } from "../suite/credits.ts";
import { playMarketOf } from "../suite/markets.ts";
import { playScenario } from "../suite/scenarios.ts";
import { playSeveralValidators } from "../suite/several-validators.ts";
import { playV1Row } from "../suite/v1-rows.ts";
import { playWithholding } from "../suite/withholding.ts";
import { nameOf, type Experiment, type Part } from "./experiment.ts";

/** Runs some repetitions; each has a seed of its own, so it is no matter who runs which. */
export async function runPart({ experiment, seed, from, to }: Part): Promise<readonly Sample[]> {
  const play = await playerOf(experiment, seed);
  return Array.from({ length: to - from }, (_, place) => play(from + place));
}

async function playerOf(experiment: Experiment, seed: string): Promise<(repetition: number) => Sample> {
  const name = nameOf(experiment);
  const generator = (repetition: number): Generator => Generator.from(seed, name, repetition);
  switch (experiment.kind) {
    case "attack": {
      const { mechanism, days, settings } = experiment;
      const attack = await findAttack(experiment.attack);
      return (repetition) => playAttack(attack, { mechanism, days, settings, seed, repetition });
    }
    case "v1-row":
      return (repetition) => playV1Row(experiment.row, generator(repetition));
    case "cloning":
      return (repetition) => playCloning(generator(repetition));
    case "cell":
      return (repetition) => playCell(experiment.cell, experiment.environments, generator(repetition));
    case "several":
      return (repetition) => playSeveralValidators(experiment.validators, experiment.conduct, generator(repetition));
    case "scenario":
      return (repetition) => playScenario(experiment.name, generator(repetition));
    case "credit":
      return (repetition) => playCredit(experiment.credit, experiment.cell, generator(repetition));
    case "market":
      return (repetition) => playMarketOf(experiment.name, experiment.days, generator(repetition));
    case "withholding":
      return (repetition) => playWithholding(experiment.validators, experiment.missing, generator(repetition));
  }
}
