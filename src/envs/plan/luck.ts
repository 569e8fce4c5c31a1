import type { Task } from "./task.ts";

/** What is certain, in the parts that chances are counted in. */
export const CERTAIN = 2 ** 40;

/**
 * How likely it is that actions drawn at random, of those that can be done, reach the goal within the limit, in parts of
 * {@link CERTAIN}; of what an action has no whole part is left.
 */
export function chanceOfRandomWays({ actions, start, count, goal, limit, doable }: Task): number {
  let here = new Float64Array(count);
  let then = new Float64Array(count);
  const can = new Int16Array(actions.length);
  const flips = Int32Array.from(actions, ({ flip }) => flip);
  let reached: number[] = [start];
  let luck = 0;
  here[start] = CERTAIN;
  for (let made = 0; made < limit; made += 1) {
    const next: number[] = [];
    for (const states of reached) {
      const possible = doable.list(states, can);
      const share = Math.floor((here[states] as number) / possible);
      here[states] = 0;
      for (let place = 0; place < possible; place += 1) {
        const after = states ^ (flips[can[place] as number] as number);
        if ((after & goal.mask) === goal.states) {
          luck += share;
          continue;
        }
        if (then[after] === 0 && share > 0) next.push(after);
        then[after] = (then[after] as number) + share;
      }
    }
    [here, then, reached] = [then, here, next];
  }
  return luck;
}
