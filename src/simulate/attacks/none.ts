import type { Attack } from "../attack.ts";
import { hopefulAt } from "./hopeful.ts";

/** Nobody attacks. */
export const none: Attack = {
  name: "none",
  summary: "nobody attacks; a model 5 points better everywhere arrives on day 3",
  begin: (laboratory) => ({ react: hopefulAt(laboratory, 3) }),
};
