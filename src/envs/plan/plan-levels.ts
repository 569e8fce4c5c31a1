/** A level: what its domains are made of, and how far away the goal is. */
export interface PlanLevel {
  readonly level: number;
  /** Objects of each type; every object is in one of as many states as its type has. */
  readonly objects: readonly number[];
  readonly states: readonly number[];
  readonly operators: number;
  /** Steps of the shortest plan: at least so many, and one more at most. */
  readonly depth: number;
  /** Steps that a plan may have more than the shortest one. */
  readonly slack: number;
  /** Objects that the goal says something about. */
  readonly goals: number;
  /** A tenth of the median steps of breadth-first search, by the card's figure `steps`: what heuristics may spend. */
  readonly tenth: number;
}

/** The ladder, by the steps of the shortest plan and the states that a search looks at. */
export const PLAN_LEVELS: readonly PlanLevel[] = [
  { level: 1, objects: [2, 1], states: [3, 2], operators: 4, depth: 2, slack: 1, goals: 2, tenth: 1 },
  { level: 2, objects: [2, 2], states: [3, 3], operators: 6, depth: 4, slack: 1, goals: 3, tenth: 1 },
  { level: 3, objects: [3, 2], states: [4, 4], operators: 12, depth: 8, slack: 1, goals: 4, tenth: 11 },
  { level: 4, objects: [3, 3], states: [4, 4], operators: 13, depth: 11, slack: 1, goals: 5, tenth: 74 },
  { level: 5, objects: [3, 2, 3], states: [4, 4, 4], operators: 18, depth: 17, slack: 1, goals: 7, tenth: 1050 },
  { level: 6, objects: [3, 2, 3], states: [4, 4, 4], operators: 18, depth: 21, slack: 1, goals: 7, tenth: 1800 },
];

/** Levels that may decide emission. */
export const PLAN_SCORED_LEVELS: readonly number[] = [3, 4, 5, 6];

/** The lowest scored level. */
export const PLAN_DEFAULT_LEVEL = 3;

/** What heuristics may spend on a question of a level. */
export function tenthOfSteps(level: number): number {
  return PLAN_LEVELS.find((known) => known.level === level)?.tenth ?? 0;
}
