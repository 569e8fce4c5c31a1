import type { Attempt } from "../attack.ts";
import type { Laboratory } from "./laboratory.ts";

/** What a run is made of. */
export interface World {
  readonly laboratory: Laboratory;
  readonly attempt: Attempt;
  /** Measured time; what goes before (a full window, a week of reign) comes on top. */
  readonly days: number;
  readonly validators: number;
  /** Under affine-v1: questions come from a finite pool. */
  readonly pooled: boolean;
}
