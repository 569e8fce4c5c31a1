import type { Attempt } from "../attack.ts";
import { exactCopies } from "../attacks/copies.ts";
import { decoys } from "../attacks/decoys.ts";
import { equalSkill } from "../attacks/equal-skill.ts";
import { specialistWithClones } from "../attacks/specialist.ts";
import type { Generator } from "../random/generator.ts";
import { DEFAULT_SETTINGS } from "../settings.ts";
import type { Sample } from "../statistics.ts";
import { playV1 } from "../v1/play.ts";
import { Laboratory } from "../world/laboratory.ts";

/** The rows of affine-v1's table. */
const ROWS: Readonly<Record<string, (laboratory: Laboratory) => Attempt>> = {
  "1 exact copy": (laboratory) => exactCopies(laboratory, 1),
  "10 exact copies": (laboratory) => exactCopies(laboratory, 10),
  "independent, equal skill": equalSkill.begin,
  "specialist, 4 clones": (laboratory) => specialistWithClones(laboratory, 4),
  "specialist, 5 clones": (laboratory) => specialistWithClones(laboratory, 5),
  "specialist, 6 clones": (laboratory) => specialistWithClones(laboratory, 6),
  "specialist, 5 decoys": decoys.begin,
};

const DAYS = 30;

/** Thirty days of a row: nobody arrives, four weaker honest miners are there. */
export function playV1Row(row: string, generator: Generator): Sample {
  const laboratory = new Laboratory({ ...DEFAULT_SETTINGS, arrivals: 0 }, generator);
  const attempt = ROWS[row]?.(laboratory) ?? {};
  const sample = playV1({ laboratory, attempt, days: DAYS, validators: 1, pooled: false });
  return { dethroned: sample["attackerCrowned"] ?? 0, share: sample["attackerShare"] ?? 0 };
}
