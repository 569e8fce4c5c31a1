import { abductionSkill } from "./abd/abduction-skill.ts";
import { dedSkill } from "./ded/ded-skill.ts";
import { huntSkill } from "./hunt/hunt-skill.ts";
import { induceSkill } from "./induce/induce-skill.ts";
import { optSkill } from "./opt/opt-skill.ts";
import { planSkill } from "./plan/plan-skill.ts";
import { proveSkill } from "./prove/prove-skill.ts";
import { repairSkill } from "./repair/repair-skill.ts";
import { satSkill } from "./sat/sat-skill.ts";
import type { TaskSkill } from "./task-skill.ts";
import { trackSkill } from "./track/track-skill.ts";

/** Every kind of task that scripted models know, asked in this order. */
export const SKILLS: readonly TaskSkill[] = [
  repairSkill,
  huntSkill,
  trackSkill,
  planSkill,
  proveSkill,
  optSkill,
  dedSkill,
  satSkill,
  abductionSkill,
  induceSkill,
];
