import type { EnvironmentInfo } from "../environment.ts";
import { GOLDEN_SEEDS } from "./golden.ts";
import type { CardSlice } from "./slice.ts";

const FIGURE_SAMPLES = 60;
const DUPLICATES_A_SAMPLE = 10;
export const HOSTILE_A_SAMPLE = 200;

/** Questions, or hostile answers, of one slice: seconds of work at most, so that threads end together. */
const SIZES: Readonly<Record<CardSlice["check"], number>> = {
  golden: GOLDEN_SEEDS,
  oracle: 50,
  baselines: 20,
  figures: 10,
  duplicates: 250,
  hostile: 2_000,
};

/**
 * Everything a card of so many samples counts, cut into slices.
 *
 * @param duplicatesASample questions that are compared with one another for each sample; ten unless the study says less
 */
export function planSlices(
  info: Pick<EnvironmentInfo, "levels" | "scoredLevels">,
  samples: number,
  duplicatesASample = DUPLICATES_A_SAMPLE,
): CardSlice[] {
  const { levels, scoredLevels } = info;
  return [
    ...cut("golden", levels, GOLDEN_SEEDS),
    ...cut("oracle", levels, samples),
    ...cut("baselines", levels, samples),
    ...cut("figures", levels, Math.min(FIGURE_SAMPLES, samples)),
    ...cut("duplicates", scoredLevels, samples * duplicatesASample),
    // Hostile answers go to questions of all levels in turn.
    ...cut("hostile", [0], samples * HOSTILE_A_SAMPLE),
  ];
}

function cut(check: CardSlice["check"], levels: readonly number[], count: number): CardSlice[] {
  const size = SIZES[check];
  return levels.flatMap((level) =>
    Array.from({ length: Math.ceil(count / size) }, (_, index) => ({
      check,
      level,
      from: index * size,
      below: Math.min(count, (index + 1) * size),
    })),
  );
}
