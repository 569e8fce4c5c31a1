import type { Attack, Attempt } from "../attack.ts";
import type { Laboratory } from "../world/laboratory.ts";

/** So many exact copies of the incumbent, each with a hotkey and a coldkey of its own. */
export function exactCopies(laboratory: Laboratory, count: number): Attempt {
  return {
    start: Array.from({ length: count }, (_, place) => ({
      owner: "attacker",
      model: laboratory.copyOf(laboratory.incumbent),
      coldkey: `copy-${place}`,
    })),
  };
}

/** One exact copy. */
export const exactCopy: Attack = {
  name: "copy",
  summary: "one exact copy of the incumbent, sampled at temperature",
  begin: (laboratory) => exactCopies(laboratory, 1),
};
