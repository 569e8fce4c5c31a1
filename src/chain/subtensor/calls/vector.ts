import { AffineError } from "../../../core/index.ts";
import type { WeightVector } from "../../chain.ts";

const FULL = 65_535;

/** Weights as the chain takes them: uids in order, shares scaled so that the largest is 65535, no zeros. */
export interface ScaledVector {
  readonly uids: readonly number[];
  readonly values: readonly number[];
}

/** round(w / max · 65535), halves up, in integers. @throws AffineError `invalid_input` for what is no vector. */
export function scaleVector(weights: WeightVector): ScaledVector {
  const pairs = [...weights].sort(([a], [b]) => a - b);
  const sound = pairs.every(([uid, share]) => isU16(uid) && Number.isSafeInteger(share) && share >= 0);
  const largest = Math.max(0, ...pairs.map(([, share]) => share));
  if (!sound || largest === 0 || largest > 2 ** 32) {
    throw new AffineError("invalid_input", "Weights are shares of uids, whole numbers of which one is above zero.");
  }
  const scaled = pairs
    .map(([uid, share]) => [uid, Math.floor((share * FULL * 2 + largest) / (largest * 2))] as const)
    .filter(([, share]) => share > 0);
  return { uids: scaled.map(([uid]) => uid), values: scaled.map(([, share]) => share) };
}

function isU16(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 65_535;
}
