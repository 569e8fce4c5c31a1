import type { Choosing } from "./choosing.ts";
import { takeInOrder, type Ranking } from "./greedy.ts";
import type { Looks } from "./looks.ts";
import type { QuickNumbers } from "./quick-numbers.ts";

/** How far from its rank a unit may be put back. */
const SPREAD = 25;

/**
 * Destroys and repairs what is chosen, as long as there are looks: so many items are dropped with what needs them, and
 * units taken nearly in their order while they fit; what is worth less than before is taken back.
 */
export function repair(
  choosing: Choosing,
  ranking: Ranking,
  dropped: number,
  looks: Looks,
  numbers: QuickNumbers,
): void {
  while (looks.left > 0) {
    const before = choosing.items();
    const value = choosing.value;
    looks.left -= 1;
    for (let count = 0; count < dropped; count += 1) {
      const items = choosing.items();
      if (items.length > 0) choosing.drop(items[numbers.below(items.length)] as number);
    }
    takeInOrder(choosing, ranking.noisyOrder(SPREAD, numbers), looks);
    if (choosing.value >= value) continue;
    choosing.clear();
    choosing.take(before);
  }
}
