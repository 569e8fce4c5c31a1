import type { Action } from "./ground.ts";
import { can, type Task } from "./task.ts";

/** What no relaxed plan reaches is this far away. */
export const FAR = 1 << 20;
/** An object's states, as facts; those of eight objects have a bit each in a number. */
const FACTS = 4;
const ONES = FACTS - 1;

/** What a fact costs: the action that brings it about and all that this needs, or the layer in which it appears. */
export type Costs = "sum" | "most";

/**
 * The delete relaxation: actions bring about what they add and take nothing away.
 *
 * Facts appear in layers, in each the ones that actions add which need only facts of those before (Graphplan's, without
 * mutual exclusions); each keeps the cheapest action of its first layer. A relaxed plan (FF) is the actions by which the
 * goal's facts appeared and, in turn, what those need, each once.
 */
export interface Relaxed {
  /** What the goal costs: the sum over its facts (h_add, by layers), or the layer of the last (h_max); FAR without a plan. */
  cost(states: number): number;
  /** The relaxed plan, in an order in which it could be done without taking away; `null` where there is none. */
  plan(states: number): readonly number[] | null;
}

/** @param order the actions, those first that are taken of equal ones */
export function relaxed({ actions, goal, count }: Task, order: readonly number[], costs: Costs): Relaxed {
  const objects = (31 - Math.clz32(count)) / 2;
  const sorted = order.map((at) => actions[at] as Action);
  const needs = Int32Array.from(sorted, ({ mask, want }) => factsOf(mask, want, objects));
  const adds = Int32Array.from(sorted, ({ want, flip }) => factsOf(changed(flip), want ^ flip, objects));
  const goals = factsOf(goal.mask, goal.states, objects);
  const cost = new Int32Array(FACTS * objects);
  const by = new Int16Array(FACTS * objects);
  const rest = new Int16Array(order.length);
  const isSum = costs === "sum";

  function sum(facts: number): number {
    let all = 0;
    for (let left = facts; left !== 0; left &= left - 1) all += cost[31 - Math.clz32(left & -left)] as number;
    return all;
  }

  function spread(states: number): number {
    let have = factsOf(count - 1, states, objects);
    let waiting = order.length;
    for (let at = 0; at < waiting; at += 1) rest[at] = at;
    cost.fill(0);
    let layer = 0;
    for (let news = -1; news !== 0 && (goals & ~have) !== 0; have |= news) {
      news = 0;
      layer += 1;
      let kept = 0;
      for (let place = 0; place < waiting; place += 1) {
        const at = rest[place] as number;
        if (((needs[at] as number) & ~have) !== 0) {
          rest[kept] = at;
          kept += 1;
          continue;
        }
        const fresh = (adds[at] as number) & ~have;
        if (fresh === 0) continue;
        const price = isSum ? 1 + sum(needs[at] as number) : layer;
        for (let left = fresh; left !== 0; left &= left - 1) {
          const bit = left & -left;
          const fact = 31 - Math.clz32(bit);
          if ((news & bit) !== 0 && (cost[fact] as number) <= price) continue;
          cost[fact] = price;
          by[fact] = at;
          news |= bit;
        }
      }
      waiting = kept;
    }
    if ((goals & ~have) !== 0) return FAR;
    return isSum ? sum(goals) : layer;
  }

  return {
    cost: spread,
    plan(states) {
      if (spread(states) === FAR) return null;
      const plan: number[] = [];
      const used = new Set<number>();
      const reach = (facts: number): void => {
        for (let left = facts; left !== 0; left &= left - 1) {
          const fact = 31 - Math.clz32(left & -left);
          const at = by[fact] as number;
          if (cost[fact] === 0 || used.has(at)) continue;
          used.add(at);
          reach(needs[at] as number);
          plan.push(order[at] as number);
        }
      };
      reach(goals);
      return plan;
    },
  };
}

/** Of a relaxed plan, the actions that can be done now: FF's helpful ones. */
export function helpful(task: Task, plan: readonly number[], states: number): number[] {
  return plan.filter((at) => can(task, states, at));
}

/** Both bits of the objects whose states change. */
function changed(flip: number): number {
  return ONES * ((flip | (flip >> 1)) & 0x55555555);
}

/** The states of the objects in a mask, a bit for each fact. */
function factsOf(mask: number, states: number, objects: number): number {
  let facts = 0;
  for (let object = 0; object < objects; object += 1) {
    if (((mask >> (2 * object)) & ONES) !== 0) facts |= 1 << (FACTS * object + ((states >> (2 * object)) & ONES));
  }
  return facts;
}
