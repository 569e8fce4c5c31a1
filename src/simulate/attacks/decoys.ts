import type { Attack } from "../attack.ts";

const DECOYS = 5;

/** Under affine-v1 decoys are miners that a specialist dominates and the incumbent does not. */
export const decoys: Attack = {
  name: "decoys",
  summary: "a specialist (.90, .10 elsewhere) with five decoys (.80, .03 elsewhere)",
  begin: (laboratory) => {
    const original = laboratory.unrelated(laboratory.first(0.9, 0.1));
    const decoy = laboratory.copyOf({ ...original, skills: laboratory.first(0.8, 0.03) });
    const all = [original, ...Array.from({ length: DECOYS }, () => decoy)];
    return { start: all.map((model, place) => ({ owner: "attacker", model, coldkey: `decoy-${place}` })) };
  },
};
