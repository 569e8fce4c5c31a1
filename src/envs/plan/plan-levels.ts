/** A level: what its domains are made of, and how far away the goal is. */
export interface PlanLevel {
  readonly level: number;
  /** Objects of each type; every object is in one of as many states as its type has. */
  readonly objects: readonly number[];
  readonly states: readonly number[];
  readonly operators: number;
  /** Of four operators, so many take two more objects, not one; of three of those objects, so many change their states. */
  readonly two: number;
  readonly change: number;
  /** Steps of the shortest plan: at least so many, and one more at most. */
  readonly depth: number;
  /** Steps that a plan may have more than the shortest one. */
  readonly slack: number;
  /** Objects that the goal says something about. */
  readonly goals: number;
  /** A tenth of the median steps of the cheapest complete search, by the card's figure `steps`: what heuristics may spend. */
  readonly tenth: number;
  /** With so many, two or three times a tenth, none of the generator's searches may find a plan. */
  readonly refused: number;
}

/** The ladder, by the steps of the shortest plan and the states that a search looks at. */
export const PLAN_LEVELS: readonly PlanLevel[] = [
  {
    level: 1,
    objects: [2, 1],
    states: [3, 2],
    operators: 4,
    two: 1,
    change: 1,
    depth: 2,
    slack: 1,
    goals: 2,
    tenth: 1,
    refused: 0,
  },
  {
    level: 2,
    objects: [2, 2],
    states: [3, 3],
    operators: 6,
    two: 1,
    change: 1,
    depth: 4,
    slack: 1,
    goals: 3,
    tenth: 1,
    refused: 0,
  },
  {
    level: 3,
    objects: [3, 2],
    states: [4, 4],
    operators: 13,
    two: 3,
    change: 3,
    depth: 9,
    slack: 1,
    goals: 4,
    tenth: 6,
    refused: 16,
  },
  {
    level: 4,
    objects: [3, 3],
    states: [4, 4],
    operators: 15,
    two: 4,
    change: 3,
    depth: 14,
    slack: 1,
    goals: 5,
    tenth: 21,
    refused: 60,
  },
  {
    level: 5,
    objects: [3, 3],
    states: [4, 4],
    operators: 16,
    two: 4,
    change: 3,
    depth: 18,
    slack: 1,
    goals: 5,
    tenth: 28,
    refused: 80,
  },
  {
    level: 6,
    objects: [4, 3],
    states: [4, 4],
    operators: 14,
    two: 4,
    change: 3,
    depth: 21,
    slack: 1,
    goals: 6,
    tenth: 104,
    refused: 270,
  },
];

/** Levels that may decide emission. */
export const PLAN_SCORED_LEVELS: readonly number[] = [3, 4, 5, 6];

/** The lowest scored level. */
export const PLAN_DEFAULT_LEVEL = 3;

/** What heuristics may spend on a question of a level. */
export function tenthOfSteps(level: number): number {
  return PLAN_LEVELS.find((known) => known.level === level)?.tenth ?? 0;
}
