/** Median steps of the solver, elements looked at, by level, of 200 questions each; the card measures them again (`solverSteps`). */
const MEDIAN_STEPS: Readonly<Record<number, number>> = {
  1: 40,
  2: 92,
  3: 124,
  4: 132,
  5: 284,
  6: 408,
  7: 488,
};

/** A tenth of what the solver needs: what a quick trick may use. */
export function tenthOfTheSteps(level: number): number {
  return Math.floor((MEDIAN_STEPS[level] ?? 0) / 10);
}
