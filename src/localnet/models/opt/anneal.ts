import type { Random } from "../../../core/index.ts";
import type { OptTask } from "./read-items.ts";

/** Exchanges of one cooling, and how warm it begins and ends, in units of worth. */
const COOLING_LOOKS = 400_000;
const WARMEST = 15;
const COLDEST = 0.5;
const FINE = 1_000_000;

/** Simulated annealing: an item comes in with all that it needs, others go until all fits; from time to time anew. */
export function anneal(task: OptTask, random: Random, looks: number): ReadonlySet<string> {
  let best: readonly number[] = [];
  let most = 0;
  for (let left = looks; left > 0; left -= COOLING_LOOKS) {
    const steps = Math.min(left, COOLING_LOOKS);
    const choice = new Choice(task);
    for (let step = 0; step < steps; step += 1) {
      const before = choice.worth;
      const fits = choice.exchange(random);
      const loss = before - choice.worth;
      const warmth = WARMEST * (COLDEST / WARMEST) ** (step / steps);
      if (!fits || (loss > 0 && random.below(FINE) >= FINE * Math.exp(-loss / warmth))) choice.takeBack();
      else if (choice.worth > most) [best, most] = [choice.items(), choice.worth];
    }
  }
  return new Set(best.map((at) => task.items[at]?.name ?? ""));
}

/** Items by their numbers, what binds each to others, and which are chosen. */
class Choice {
  worth = 0;
  #cost = 0;
  #time = 0;
  /** How many are chosen. */
  #size = 0;
  readonly #task: OptTask;
  readonly #chosen: Uint8Array;
  /** What the last exchange changed, in turn. */
  #changed: number[] = [];
  readonly #needs: readonly (readonly number[])[];
  readonly #neededBy: readonly (readonly number[])[];
  readonly #excludes: readonly (readonly number[])[];
  readonly #bonuses: readonly (readonly (readonly [other: number, more: number])[])[];

  constructor(task: OptTask) {
    const numbers = new Map(task.items.map(({ name }, at) => [name, at]));
    const at = (name: string): number => numbers.get(name) ?? 0;
    const empty = <T>(): T[][] => task.items.map(() => []);
    const [needs, neededBy, excludes] = [empty<number>(), empty<number>(), empty<number>()];
    const bonuses = empty<readonly [number, number]>();
    for (const [a, b] of task.excludes) {
      excludes[at(a)]?.push(at(b));
      excludes[at(b)]?.push(at(a));
    }
    for (const [a, b] of task.needs) {
      needs[at(a)]?.push(at(b));
      neededBy[at(b)]?.push(at(a));
    }
    for (const [a, b, more] of task.bonuses) {
      bonuses[at(a)]?.push([at(b), more]);
      bonuses[at(b)]?.push([at(a), more]);
    }
    this.#task = task;
    this.#chosen = new Uint8Array(task.items.length);
    [this.#needs, this.#neededBy, this.#excludes, this.#bonuses] = [needs, neededBy, excludes, bonuses];
  }

  items(): number[] {
    return this.#task.items.flatMap((_, at) => (this.#chosen[at] === 1 ? [at] : []));
  }

  /** False where what comes in does not fit with all that it needs: to be taken back. */
  exchange(random: Random): boolean {
    this.#changed = [];
    const entering = [random.below(this.#task.items.length)];
    for (const at of entering)
      for (const need of this.#needs[at] ?? []) if (!entering.includes(need)) entering.push(need);
    for (const at of entering) for (const other of this.#excludes[at] ?? []) this.#leave(other);
    for (const at of entering) if (this.#chosen[at] === 0) this.#change(at, 1);
    while (this.#cost > this.#task.cost || this.#time > this.#task.time) {
      if (this.#size === entering.length) return false;
      let other = 0;
      do other = random.below(this.#chosen.length);
      while (this.#chosen[other] === 0 || entering.includes(other));
      this.#leave(other);
      if (entering.some((at) => this.#chosen[at] === 0)) return false;
    }
    return true;
  }

  takeBack(): void {
    const changed = this.#changed.reverse();
    this.#changed = [];
    for (const at of changed) this.#change(at, this.#chosen[at] === 1 ? -1 : 1);
  }

  /** Takes an item out, and what needs it. */
  #leave(item: number): void {
    if (this.#chosen[item] === 0) return;
    this.#change(item, -1);
    for (const user of this.#neededBy[item] ?? []) this.#leave(user);
  }

  #change(at: number, by: 1 | -1): void {
    const { value = 0, cost = 0, time = 0 } = this.#task.items[at] ?? {};
    let more = value;
    for (const [other, bonus] of this.#bonuses[at] ?? []) if (this.#chosen[other] === 1) more += bonus;
    this.worth += by * more;
    this.#cost += by * cost;
    this.#time += by * time;
    this.#size += by;
    this.#chosen[at] = by === 1 ? 1 : 0;
    this.#changed.push(at);
  }
}
