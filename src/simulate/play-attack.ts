import type { MechanismName } from "../mechanism/index.ts";
import type { Attack } from "./attack.ts";
import { beginChecked } from "./check-attempt.ts";
import { Generator } from "./random/generator.ts";
import type { Settings } from "./settings.ts";
import type { Sample } from "./statistics.ts";
import { playV1 } from "./v1/play.ts";
import { playV2 } from "./v2/play.ts";
import { Laboratory } from "./world/laboratory.ts";

/** One run of an attack. */
export interface AttackRun {
  readonly mechanism: MechanismName;
  readonly days: number;
  readonly settings: Settings;
  readonly seed: string;
  readonly repetition: number;
}

/**
 * Plays an attack once. The same run gives the same numbers on every machine.
 *
 * @throws AffineError `invalid_input` for an attack that is not sound
 */
export function playAttack(attack: Attack, run: AttackRun): Sample {
  const { mechanism, days, settings, seed, repetition } = run;
  const laboratory = new Laboratory(settings, Generator.from(seed, attack.name, mechanism, repetition));
  const attempt = beginChecked(attack, laboratory);
  const validators = settings.validators ?? attack.validators ?? 1;
  const world = { laboratory, attempt, days, validators, pooled: attack.poolUnderV1 === true };
  return mechanism === "affine-v1" ? playV1(world) : playV2(world);
}
