/** A level: how large a theory is, and how deep the proof of its goal. */
export interface ProveLevel {
  readonly level: number;
  /** Rules that have to be chained, at least: no shorter tree of rules proves the goal. */
  readonly depth: number;
  readonly constants: number;
  /** Relations that are given by facts. */
  readonly given: number;
  /** Relations of each layer, which only rules give; a layer's rules use the layer before. */
  readonly derived: number;
  /** Rules that use relations of any layers. */
  readonly distractors: number;
  /** A tenth of the median steps of forward chaining, by the card's figure `steps`: what heuristics may spend. */
  readonly tenth: number;
}

/** The ladder, by the steps of forward chaining with the rules that matter for the goal. */
export const PROVE_LEVELS: readonly ProveLevel[] = [
  { level: 1, depth: 2, constants: 5, given: 2, derived: 1, distractors: 1, tenth: 8 },
  { level: 2, depth: 3, constants: 6, given: 3, derived: 2, distractors: 1, tenth: 38 },
  { level: 3, depth: 4, constants: 9, given: 4, derived: 3, distractors: 2, tenth: 140 },
  { level: 4, depth: 5, constants: 10, given: 4, derived: 3, distractors: 3, tenth: 195 },
  { level: 5, depth: 6, constants: 10, given: 5, derived: 3, distractors: 3, tenth: 205 },
  { level: 6, depth: 7, constants: 10, given: 5, derived: 3, distractors: 4, tenth: 230 },
  { level: 7, depth: 8, constants: 10, given: 5, derived: 3, distractors: 3, tenth: 280 },
];

/** Levels that may decide emission. */
export const PROVE_SCORED_LEVELS: readonly number[] = [3, 4, 5, 6, 7];

/** The lowest scored level. */
export const PROVE_DEFAULT_LEVEL = 3;

/** What heuristics may spend on a question of a level. */
export function tenthOfSteps(level: number): number {
  return PROVE_LEVELS.find((known) => known.level === level)?.tenth ?? 0;
}
