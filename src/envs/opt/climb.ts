import type { Choosing, Unit } from "./choosing.ts";
import type { Looks } from "./looks.ts";
import type { QuickNumbers } from "./quick-numbers.ts";

/** Primes: where one does not divide the number of moves, its multiples come to every move once. */
const STRIDES = [61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113];

/**
 * Hill climbing from what is chosen on: a unit is taken, or taken for an item and what needs it, as long as that is worth
 * more. Moves are tried from one that is drawn on, by a stride that is drawn; without numbers from the first, one by one.
 */
export function climb(choosing: Choosing, units: readonly Unit[], looks: Looks, numbers?: QuickNumbers): void {
  // -1 stands for no item to drop.
  const side = choosing.count + 1;
  const moves = side * units.length;
  for (let improved = true; improved && looks.left > 0;) {
    improved = false;
    const from = numbers?.below(moves) ?? 0;
    const drawn = STRIDES[numbers?.below(STRIDES.length) ?? 0] as number;
    const stride = numbers === undefined || moves % drawn === 0 ? 1 : drawn;
    for (let count = 0; count < moves && looks.left > 0 && !improved; count += 1) {
      const move = (from + count * stride) % moves;
      improved = isBetter(choosing, (move % side) - 1, units[Math.floor(move / side)] as Unit, looks);
    }
  }
}

/** Makes the move where that is worth more. */
function isBetter(choosing: Choosing, drop: number, unit: Unit, looks: Looks): boolean {
  if (drop >= 0 && (!choosing.has(drop) || unit.includes(drop))) return false;
  if (unit.every((item) => choosing.has(item))) return false;
  const before = choosing.value;
  const gone = drop < 0 ? [] : choosing.drop(drop);
  const gain = choosing.look(unit);
  if (gain > 0) looks.left -= 1;
  if (gain > 0 && choosing.value + gain > before) {
    choosing.take(unit);
    return true;
  }
  choosing.take(gone);
  return false;
}
