import type { Attack } from "../attack.ts";

/** No attack at all, but a test of whether luck moves the prize. */
export const equalSkill: Attack = {
  name: "equal-skill",
  summary: "one independent model with exactly the incumbent's skills",
  begin: (laboratory) => ({
    start: [{ owner: "attacker", model: laboratory.unrelated(laboratory.incumbent.skills), coldkey: "equal" }],
  }),
};
