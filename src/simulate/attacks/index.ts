import type { Attack } from "../attack.ts";
import { abstainingChampion, floodHours, floodWeek, floodWhenLosing } from "./absent-champions.ts";
import { exactCopy } from "./copies.ts";
import { decoys } from "./decoys.ts";
import { equalSkill } from "./equal-skill.ts";
import { frontRunning } from "./front-running.ts";
import { junk } from "./junk.ts";
import { blockingValidator, forgingCoalition, forgingValidator, withholdingValidator } from "./lying-validators.ts";
import { memorisedPool } from "./memorised-pool.ts";
import { noisyCopies } from "./noisy-copies.ts";
import { none } from "./none.ts";
import { atOnce, drip } from "./releases.ts";
import { resubmission } from "./resubmission.ts";
import { specialist } from "./specialist.ts";
import { sybils } from "./sybils.ts";

/** Every attack there is, in the order of the tables. */
export const ATTACKS: readonly Attack[] = [
  none,
  exactCopy,
  noisyCopies,
  sybils,
  equalSkill,
  decoys,
  specialist,
  resubmission,
  memorisedPool,
  frontRunning,
  junk,
  atOnce,
  drip,
  forgingValidator,
  blockingValidator,
  withholdingValidator,
  forgingCoalition,
  floodWhenLosing,
  floodHours,
  floodWeek,
  abstainingChampion,
];
