import { brokenBy, valueOf, type Choice, type Problem } from "./problem.ts";

/**
 * Takes items one after the other, each with what it needs, as long as all constraints hold.
 *
 * @param order numbers of items, the one that is tried first at the beginning
 */
export function takeInOrder(problem: Problem, order: readonly number[]): boolean[] {
  let choice = problem.items.map(() => false);
  for (const at of order) {
    const next = withNeeds(problem, choice, at);
    if (brokenBy(problem, next) === null) choice = next;
  }
  return choice;
}

/** Takes what is worth most for what it costs, with what it needs, until nothing more may be taken. */
export function greedyByGain(problem: Problem): boolean[] {
  let choice = problem.items.map(() => false);
  for (;;) {
    let best: { choice: boolean[]; gain: number; cost: number } | null = null;
    const value = valueOf(problem, choice);
    for (const [at] of problem.items.entries()) {
      if (choice[at] === true) continue;
      const next = withNeeds(problem, choice, at);
      if (brokenBy(problem, next) !== null) continue;
      const gain = valueOf(problem, next) - value;
      const cost = share(problem, next) - share(problem, choice);
      if (gain > 0 && (best === null || gain * best.cost > best.gain * cost)) best = { choice: next, gain, cost };
    }
    if (best === null) return choice;
    choice = best.choice;
  }
}

/** Items by what they are worth for what they cost, the best first; of equals the one with the smaller number. */
export function byWorth(problem: Problem): number[] {
  const cost = problem.items.map((_, at) =>
    share(
      problem,
      problem.items.map((__, other) => other === at),
    ),
  );
  return problem.items
    .map((_, at) => at)
    .sort((a, b) => worth(problem, b) * (cost[a] as number) - worth(problem, a) * (cost[b] as number) || a - b);
}

function worth({ items }: Problem, at: number): number {
  return items[at]?.value ?? 0;
}

/** What a choice uses of both budgets, each weighed by the other one. */
function share({ items, budgets }: Problem, choice: Choice): number {
  return items.reduce(
    (sum, { costs }, at) => (choice[at] === true ? sum + costs[0] * budgets[1] + costs[1] * budgets[0] : sum),
    0,
  );
}

/** A choice with one more item, and all that it needs. */
export function withNeeds(problem: Problem, choice: Choice, at: number): boolean[] {
  const next = choice.slice();
  takeWithNeeds(problem, next, at);
  return next;
}

/** Adds an item to a choice in place, and all that it needs. */
export function takeWithNeeds({ needs }: Problem, choice: boolean[], at: number): void {
  const waiting = [at];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    choice[item] = true;
    for (const [a, b] of needs) if (a === item && choice[b] !== true) waiting.push(b);
  }
}
