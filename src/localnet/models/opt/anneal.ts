import type { Random } from "../../../core/index.ts";
import type { OptTask } from "./read-items.ts";

/** Exchanges of one cooling, and how warm it begins and ends, in units of worth. */
const COOLING_LOOKS = 400_000;
const WARMEST = 15;
const COLDEST = 0.5;
const FINE = 1_000_000;

/** Items by their numbers, and what binds each to others. */
interface Bonds {
  readonly needs: readonly (readonly number[])[];
  readonly neededBy: readonly (readonly number[])[];
  readonly excludes: readonly (readonly number[])[];
  readonly bonuses: readonly (readonly (readonly [other: number, more: number])[])[];
}

/** Simulated annealing: an item comes in with all that it needs, others go until all fits; from time to time anew. */
export function anneal(task: OptTask, random: Random, looks: number): ReadonlySet<string> {
  const bonds = bondsOf(task);
  let best: readonly number[] = [];
  let most = 0;
  for (let left = looks; left > 0; left -= COOLING_LOOKS) {
    const steps = Math.min(left, COOLING_LOOKS);
    let now: readonly number[] = [];
    let worth = 0;
    for (let step = 0; step < steps; step += 1) {
      const next = exchanged(task, bonds, now, random);
      const gain = next.worth - worth;
      const warmth = WARMEST * (COLDEST / WARMEST) ** (step / steps);
      if (gain < 0 && random.below(FINE) >= FINE * Math.exp(gain / warmth)) continue;
      [now, worth] = [next.items, next.worth];
      if (worth > most) [best, most] = [now, worth];
    }
  }
  return new Set(best.map((at) => task.items[at]?.name ?? ""));
}

function exchanged(
  task: OptTask,
  bonds: Bonds,
  now: readonly number[],
  random: Random,
): { items: number[]; worth: number } {
  const chosen = new Set(now);
  const entering = new Set([random.below(task.items.length)]);
  for (const at of entering) for (const needed of bonds.needs[at] ?? []) entering.add(needed);
  for (const at of entering) for (const other of bonds.excludes[at] ?? []) leave(chosen, other, bonds);
  for (const at of entering) chosen.add(at);
  const sum = (of: "value" | "cost" | "time"): number => {
    let total = 0;
    for (const at of chosen) total += task.items[at]?.[of] ?? 0;
    return total;
  };
  while (sum("cost") > task.cost || sum("time") > task.time) {
    const others = [...chosen].filter((at) => !entering.has(at));
    if (others.length === 0) return { items: [...now], worth: -Infinity };
    leave(chosen, random.pick(others), bonds);
    if (![...entering].every((at) => chosen.has(at))) return { items: [...now], worth: -Infinity };
  }
  let worth = sum("value");
  for (const at of chosen) for (const [other, more] of bonds.bonuses[at] ?? []) if (chosen.has(other)) worth += more;
  return { items: [...chosen], worth };
}

/** Takes an item out, and what needs it. */
function leave(chosen: Set<number>, item: number, bonds: Bonds): void {
  const leaving = new Set([item]);
  for (const at of leaving) for (const other of bonds.neededBy[at] ?? []) leaving.add(other);
  for (const at of leaving) chosen.delete(at);
}

function bondsOf({ items, excludes, needs, bonuses }: OptTask): Bonds {
  const numbers = new Map(items.map(({ name }, at) => [name, at]));
  const at = (name: string): number => numbers.get(name) ?? 0;
  const empty = <T>(): T[][] => items.map(() => []);
  const bonds = {
    needs: empty<number>(),
    neededBy: empty<number>(),
    excludes: empty<number>(),
    bonuses: empty<readonly [number, number]>(),
  };
  for (const [a, b] of excludes) {
    bonds.excludes[at(a)]?.push(at(b));
    bonds.excludes[at(b)]?.push(at(a));
  }
  for (const [a, b] of needs) {
    bonds.needs[at(a)]?.push(at(b));
    bonds.neededBy[at(b)]?.push(at(a));
  }
  // Each counts once, from the first of its two.
  for (const [a, b, more] of bonuses) bonds.bonuses[at(a)]?.push([at(b), more]);
  return bonds;
}
