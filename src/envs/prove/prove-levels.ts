/** A level: how large a theory is, and how deep the proof of its goal. */
export interface ProveLevel {
  readonly level: number;
  /** Rules that have to be chained, at least: no shorter tree of rules proves the goal. */
  readonly depth: number;
  readonly constants: number;
  /** Relations that are given by facts. */
  readonly given: number;
  /** Facts of each of them. */
  readonly facts: number;
  /** Relations of each layer, which only rules give; a layer's rules use the layer before. */
  readonly derived: number;
  /** Rules of a layer's relations, one after the other, and again from the first. */
  readonly ways: readonly number[];
  /** Rules that use relations of any layers. */
  readonly distractors: number;
  /** A tenth of the median steps of the search from the goal, by the card's figure `steps`: what heuristics may spend. */
  readonly tenth: number;
}

/**
 * The ladder, by the steps of the search from the goal. On scored levels little is given and every relation has several
 * ways to hold, most of which fail: where much follows, a goal is nearly always found at once.
 */
export const PROVE_LEVELS: readonly ProveLevel[] = [
  { level: 1, depth: 2, constants: 5, given: 2, facts: 7, derived: 1, ways: [1], distractors: 1, tenth: 1 },
  { level: 2, depth: 3, constants: 6, given: 3, facts: 8, derived: 2, ways: [1, 2], distractors: 1, tenth: 2 },
  { level: 3, depth: 3, constants: 14, given: 5, facts: 7, derived: 3, ways: [4], distractors: 2, tenth: 4 },
  { level: 4, depth: 4, constants: 20, given: 5, facts: 8, derived: 3, ways: [4], distractors: 2, tenth: 10 },
  { level: 5, depth: 5, constants: 24, given: 5, facts: 8, derived: 3, ways: [4], distractors: 3, tenth: 19 },
  { level: 6, depth: 7, constants: 30, given: 5, facts: 10, derived: 3, ways: [3], distractors: 3, tenth: 36 },
  { level: 7, depth: 9, constants: 30, given: 5, facts: 10, derived: 3, ways: [3], distractors: 3, tenth: 59 },
];

/** Levels that may decide emission. */
export const PROVE_SCORED_LEVELS: readonly number[] = [3, 4, 5, 6, 7];

/** The lowest scored level. */
export const PROVE_DEFAULT_LEVEL = 3;

/** What heuristics may spend on a question of a level. */
export function tenthOfSteps(level: number): number {
  return PROVE_LEVELS.find((known) => known.level === level)?.tenth ?? 0;
}
