import type { Choosing, Unit } from "../choosing.ts";
import { Looks } from "../looks.ts";

interface Part {
  readonly items: readonly number[];
  /** Worth for cost: a fraction. */
  readonly worth: number;
  readonly cost: number;
}

/** Beam search: of all choices with one unit more only so many are kept, those that are worth most for what they cost. Returns the best of all. */
export function beam(
  choosing: Choosing,
  units: readonly Unit[],
  width: number,
  looks: Looks = Looks.free,
): { readonly items: readonly number[]; readonly value: number } {
  let best: { items: readonly number[]; value: number } = { items: [], value: 0 };
  for (let parts: readonly Part[] = [{ items: [], worth: 0, cost: 1 }]; parts.length > 0 && looks.left > 0;) {
    const next = new Map<string, Part>();
    for (const { items } of parts) {
      choosing.clear();
      choosing.take(items);
      for (const unit of units) {
        const gain = choosing.look(unit);
        if (gain === 0) continue;
        looks.left -= 1;
        const worth = choosing.value + gain;
        const [first, second] = choosing.budgets;
        const cost =
          (first - choosing.leftOfFirst + choosing.costOfFirst) * second +
          (second - choosing.leftOfSecond + choosing.costOfSecond) * first;
        if (worth > best.value) best = { items: [...new Set([...items, ...unit])], value: worth };
        const all = [...new Set([...items, ...unit])].sort((a, b) => a - b);
        next.set(all.join(), { items: all, worth, cost });
      }
    }
    parts = [...next.values()].sort((a, b) => b.worth * a.cost - a.worth * b.cost).slice(0, width);
  }
  return best;
}
