import { HUNT_TURNS } from "./hunt-levels.ts";

/** What a right claim scores, thousandths: all of it up to the bound, then less by equal parts, down to nothing behind the last turn. */
export function credit(turn: number, bound: number): number {
  if (turn <= bound) return 1000;
  return Math.floor((1000 * (HUNT_TURNS + 1 - turn)) / (HUNT_TURNS + 1 - bound));
}
