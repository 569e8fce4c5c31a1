import type { Attack, Attempt, Submission } from "../attack.ts";
import type { Laboratory } from "../world/laboratory.ts";

/** A model that is very good in one environment and bad in all others, with so many clones of it. */
export function specialistWithClones(laboratory: Laboratory, clones: number): Attempt {
  const original = laboratory.unrelated(laboratory.first(0.9, 0.1));
  const one = (place: number): Submission => ({
    owner: "attacker",
    model: place === 0 ? original : laboratory.copyOf(original),
    coldkey: `specialist-${place}`,
  });
  return { start: Array.from({ length: clones + 1 }, (_, place) => one(place)) };
}

/** Under affine-v1 clones are miners to dominate. */
export const specialist: Attack = {
  name: "specialist",
  summary: "a specialist (.90, .10 elsewhere) with six clones of itself",
  begin: (laboratory) => specialistWithClones(laboratory, 6),
};
