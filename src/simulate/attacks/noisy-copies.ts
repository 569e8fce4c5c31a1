import type { Attack } from "../attack.ts";

const COPIES = 10;
const LOSS = -0.005;
const SPREAD = 0.003;

/** Copies that differ: weights with noise, a little worse on average, each by another luck. */
export const noisyCopies: Attack = {
  name: "noisy-copies",
  summary: "ten copies of the incumbent with noise in their weights, half a point worse on average",
  begin: (laboratory) => ({
    start: Array.from({ length: COPIES }, (_, place) => {
      const gains = laboratory.incumbent.skills.map(() => laboratory.normal(LOSS, SPREAD));
      return { owner: "attacker", model: laboratory.copyOf(laboratory.incumbent, gains), coldkey: `noisy-${place}` };
    }),
  }),
};
