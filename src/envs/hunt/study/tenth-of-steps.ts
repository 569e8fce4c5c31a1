import { HUNT_LEVELS } from "../hunt-levels.ts";
import type { Game } from "../game.ts";

/** A tenth of the median steps of listing, by level: the card's figure `steps`, divided by ten and rounded down. */
const TENTH: Readonly<Record<number, number>> = { 1: 0, 2: 1, 3: 2, 4: 4, 5: 6, 6: 7, 7: 16, 8: 33 };

/** What heuristics may spend on a game. */
export function tenthOfSteps({ places, digits, codes }: Game): number {
  const found = HUNT_LEVELS.find(
    (level) => level.places === places && level.digits === digits && level.codes === codes,
  );
  return TENTH[found?.level ?? 0] ?? 0;
}
