/** A tenth of the reviewer's median steps, by figures and modules of a level: the card's `steps`, divided by ten; one at least. */
const TENTH: Readonly<Record<string, number>> = {
  "2 2": 1,
  "2 3": 1,
  "3 3": 1,
  "4 4": 2,
  "4 5": 2,
  "5 6": 2,
  "6 7": 3,
  "7 8": 3,
};

/** What heuristics may spend on a package. */
export function tenthOfSteps(figures: number, modules: number): number {
  return TENTH[`${figures} ${modules}`] ?? 0;
}
