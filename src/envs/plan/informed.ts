import type { Random } from "../../core/index.ts";
import { doableIn } from "./doable.ts";
import type { Action } from "./ground.ts";
import type { Perimeter } from "./perimeter.ts";
import { FAR, helpful, relaxed, type Costs } from "./relaxed.ts";
import { joined } from "./sides.ts";
import { after, can, isReached, wayBack, type Came, type Task, type Way } from "./task.ts";

/** What a search goes by: a relaxed plan's length, or what the goal costs. */
export type Guide = "plan" | "cost";

/** How a best-first search ranks: by actions made, by the guide's figure, and what an action costs that does not help. */
export interface Ranks {
  readonly costs: Costs;
  readonly guide: Guide;
  readonly made: number;
  readonly left: number;
  readonly idle: number;
}

/**
 * Goes on with an action of the relaxed plan that can be done, from the beginning again where that ends.
 *
 * Here and below a step is a state whose relaxed plan or costs are worked out; looking at what can be done is free.
 */
export function relaxedWalk(task: Task, steps: number, costs: Costs, random: Random, runs = Infinity): Way {
  for (let left = steps, run = 0; left > 0 && run < runs; run += 1) {
    const guide = relaxed(task, orderOf(task, run > 0, random), costs);
    const way: number[] = [];
    const seen = new Set([task.start]);
    for (let states = task.start; way.length < task.limit; left -= 1) {
      const plan = left > 0 ? guide.plan(states) : null;
      const next = helpful(task, plan ?? [], states).filter((at) => !seen.has(after(task, states, at)));
      if (next.length === 0) break;
      const at = run === 0 ? (next[0] as number) : random.pick(next);
      states = after(task, states, at);
      seen.add(states);
      way.push(at);
      if (isReached(task, states)) return way;
    }
    left -= 1;
  }
  return [];
}

/** As many actions of the relaxed plan as can be done, one after the other, and then a new one (YAHSP). */
export function wholePlans(task: Task, steps: number, costs: Costs, random: Random, runs = Infinity): Way {
  for (let left = steps, run = 0; left > 0 && run < runs; run += 1) {
    const guide = relaxed(task, orderOf(task, run > 0, random), costs);
    const way: number[] = [];
    const seen = new Set([task.start]);
    let states = task.start;
    for (let isMoving = true; isMoving && way.length < task.limit && left > 0; left -= 1) {
      let rest = [...(guide.plan(states) ?? [])];
      isMoving = false;
      while (way.length < task.limit) {
        const now = states;
        const at = rest.find((next) => can(task, now, next) && !seen.has(after(task, now, next)));
        if (at === undefined) break;
        rest = rest.filter((other) => other !== at);
        states = after(task, states, at);
        seen.add(states);
        way.push(at);
        isMoving = true;
        if (isReached(task, states)) return way;
      }
    }
  }
  return [];
}

/** Walks to where the guide's figure is smallest, among what the relaxed plan does or among everything. */
export function informedClimb(
  task: Task,
  steps: number,
  { costs, guide, isHelped }: { readonly costs: Costs; readonly guide: Guide; readonly isHelped: boolean },
  random: Random,
  runs = Infinity,
): Way {
  for (let left = steps, run = 0; left > 0 && run < runs; run += 1) {
    const order = orderOf(task, run > 0, random);
    const known = relaxed(task, order, costs);
    const way: number[] = [];
    const seen = new Set([task.start]);
    for (let states = task.start; way.length < task.limit;) {
      let best = { at: -1, figure: FAR };
      for (const at of isHelped ? (known.plan(states) ?? []) : order) {
        const next = after(task, states, at);
        if (!can(task, states, at) || seen.has(next)) continue;
        if (isReached(task, next)) return [...way, at];
        if (left <= 0) return [];
        left -= 1;
        const figure = guide === "cost" ? known.cost(next) : (known.plan(next)?.length ?? FAR);
        if (figure < best.figure) best = { at, figure };
      }
      if (best.at === -1) break;
      states = after(task, states, best.at);
      seen.add(states);
      way.push(best.at);
    }
    if (way.length === 0) left -= 1;
  }
  return [];
}

/**
 * Best-first search that works a state out when it takes it, and ranks what comes after it by that.
 *
 * @param around the states around the goal, if they are known: whoever gets there has a plan; its steps count
 */
export function lazyBestFirst(task: Task, steps: number, ranks: Ranks, random: Random, around?: Perimeter): Way {
  const { search, put, take } = opened(task);
  const order = orderOf(task, true, random);
  const guide = relaxed(task, order, ranks.costs);
  const bound = relaxed(task, order, "most");
  const doable = doableIn(
    order.map((at) => task.actions[at] as Action),
    task.count,
  );
  const can = new Int16Array(order.length);
  put(task.start, 0);
  if (around !== undefined && around.met !== -1) return joined(task, search, around.came, around.met);
  for (let left = steps - (around?.steps ?? 0); left > 0; left -= 1) {
    const states = take();
    if (states === -1) break;
    const made = (search.depth[states] as number) + 1;
    const plan = guide.plan(states);
    if (plan === null) continue;
    // No relaxed plan is shorter than what the dearest fact of the goal costs by itself.
    if (made - 1 + plan.length > task.limit && made - 1 + bound.cost(states) > task.limit) continue;
    const figure = ranks.guide === "plan" ? plan.length : guide.cost(states);
    const possible = doable.list(states, can);
    for (let place = 0; place < possible; place += 1) {
      const at = order[can[place] as number] as number;
      const next = after(task, states, at);
      const rest = around?.came.depth[next] ?? -1;
      if (around !== undefined && made + (rest === -1 ? around.radius + 1 : rest) > task.limit) continue;
      if (!reach(search, next, at, made)) continue;
      if (around !== undefined && rest !== -1) return joined(task, search, around.came, next);
      if (isReached(task, next) && made <= task.limit) return wayBack(task, search, next);
      put(next, ranks.made * made + ranks.left * figure + (plan.includes(at) ? 0 : ranks.idle));
    }
  }
  return [];
}

/** Best-first search that works out all that comes after a state at once. */
export function eagerBestFirst(task: Task, steps: number, ranks: Ranks, random: Random): Way {
  const { search, put, take } = opened(task);
  const order = orderOf(task, true, random);
  const guide = relaxed(task, order, ranks.costs);
  const bound = relaxed(task, order, "most");
  put(task.start, 0);
  for (let left = steps; left > 0;) {
    const states = take();
    if (states === -1) break;
    const made = (search.depth[states] as number) + 1;
    for (const at of order) {
      if (!can(task, states, at)) continue;
      const next = after(task, states, at);
      if (!reach(search, next, at, made)) continue;
      if (isReached(task, next) && made <= task.limit) return wayBack(task, search, next);
      if (left <= 0) return [];
      left -= 1;
      const figure = ranks.guide === "cost" ? guide.cost(next) : (guide.plan(next)?.length ?? FAR);
      if (figure < FAR && made + bound.cost(next) <= task.limit) put(next, ranks.made * made + ranks.left * figure);
    }
  }
  return [];
}

/** Actions one after the other, the best so many of all that come after the last ones each time. */
export function beam(task: Task, steps: number, costs: Costs, guide: Guide, width: number, random: Random): Way {
  const { search } = opened(task);
  const order = orderOf(task, true, random);
  const known = relaxed(task, order, costs);
  let layer = [task.start];
  for (let made = 1, left = steps; made <= task.limit; made += 1) {
    const next: { readonly states: number; readonly figure: number }[] = [];
    for (const before of layer) {
      for (const at of order) {
        if (!can(task, before, at)) continue;
        const states = after(task, before, at);
        if (search.depth[states] !== -1 || !reach(search, states, at, made)) continue;
        if (isReached(task, states)) return wayBack(task, search, states);
        if (left <= 0) return [];
        left -= 1;
        const figure = guide === "cost" ? known.cost(states) : (known.plan(states)?.length ?? FAR);
        if (figure < FAR) next.push({ states, figure });
      }
    }
    layer = next
      .sort((a, b) => a.figure - b.figure)
      .slice(0, width)
      .map(({ states }) => states);
  }
  return [];
}

function orderOf({ actions }: Task, isDrawn: boolean, random: Random): number[] {
  const order = actions.map((_, at) => at);
  return isDrawn ? random.shuffle(order) : order;
}

/** A search's memory, and the states that wait, by rank. */
function opened({ start, count }: Task) {
  const search: Came = { by: new Int16Array(count), depth: new Int16Array(count).fill(-1) };
  search.depth[start] = 0;
  const taken = new Set<number>();
  const waiting: { readonly states: number[]; next: number }[] = [];
  return {
    search,
    put: (states: number, rank: number): void => {
      while (waiting.length <= rank) waiting.push({ states: [], next: 0 });
      waiting[rank]?.states.push(states);
    },
    take: (): number => {
      for (const bucket of waiting) {
        while (bucket.next < bucket.states.length) {
          const states = bucket.states[bucket.next] as number;
          bucket.next += 1;
          if (taken.has(states)) continue;
          taken.add(states);
          return states;
        }
      }
      return -1;
    },
  };
}

/** Notes a way to some states; false where one as short is known. */
function reach({ by, depth }: Came, states: number, at: number, made: number): boolean {
  const known = depth[states] as number;
  if (known !== -1 && known <= made) return false;
  depth[states] = made;
  by[states] = at;
  return true;
}
