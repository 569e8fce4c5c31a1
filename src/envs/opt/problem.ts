/** Something that may be chosen. */
export interface Item {
  readonly name: string;
  readonly value: number;
  /** What it uses of each of the two budgets. */
  readonly costs: readonly [number, number];
}

/** A choice among items under side constraints; items by their numbers. */
export interface Problem {
  readonly items: readonly Item[];
  readonly budgets: readonly [number, number];
  /** Not both of these. */
  readonly excludes: readonly (readonly [number, number])[];
  /** The first only with the second. */
  readonly needs: readonly (readonly [number, number])[];
  /** Both of these are worth so much more. */
  readonly bonuses: readonly (readonly [number, number, number])[];
}

/** What a question keeps: the problem, what greedy ways reach, the optimum, and one choice that has it. */
export interface OptSecret {
  readonly problem: Problem;
  /** What is worth no more than this scores nothing. */
  readonly base: number;
  readonly optimum: number;
  readonly best: readonly number[];
}

/** Whether each item is chosen. */
export type Choice = readonly boolean[];

/** What a choice is worth, constraints aside. */
export function valueOf({ items, bonuses }: Problem, choice: Choice): number {
  let value = 0;
  // By numbers, as below: thousands of choices are looked at for one question, and entries() made that twice as long.
  for (let at = 0; at < items.length; at += 1) if (choice[at] === true) value += (items[at] as Item).value;
  for (const [a, b, more] of bonuses) if (choice[a] === true && choice[b] === true) value += more;
  return value;
}

/** Which constraint a choice breaks, the first of these: budgets, exclusions, needs; `null` where it keeps all. */
export function brokenBy(
  { items, budgets, excludes, needs }: Problem,
  choice: Choice,
): "over_budget" | "excluded_pair" | "missing_need" | null {
  let [first, second] = budgets;
  for (let at = 0; at < items.length; at += 1) {
    if (choice[at] !== true) continue;
    const { costs } = items[at] as Item;
    first -= costs[0];
    second -= costs[1];
  }
  if (first < 0 || second < 0) return "over_budget";
  if (excludes.some(([a, b]) => choice[a] === true && choice[b] === true)) return "excluded_pair";
  return needs.some(([a, b]) => choice[a] === true && choice[b] !== true) ? "missing_need" : null;
}

/** The numbers of the chosen items. */
export function chosen(choice: Choice): number[] {
  return choice.flatMap((is, at) => (is ? [at] : []));
}
