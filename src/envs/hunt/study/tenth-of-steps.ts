import { HUNT_LEVELS } from "../hunt-levels.ts";
import type { Game } from "../game.ts";

/** A tenth of the reference player's median steps, by level: the card's figure `steps`, divided by ten and rounded down. */
const TENTH: Readonly<Record<number, number>> = { 1: 4, 2: 6, 3: 13, 4: 32, 5: 56, 6: 96, 7: 250, 8: 532 };

/** What heuristics may spend on a game. */
export function tenthOfSteps({ places, digits, codes }: Game): number {
  const found = HUNT_LEVELS.find(
    (level) => level.places === places && level.digits === digits && level.codes === codes,
  );
  return TENTH[found?.level ?? 0] ?? 0;
}
