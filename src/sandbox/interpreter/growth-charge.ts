import type { FuelMeter } from "./fuel-meter.ts";

/** Bytes of fresh memory for one unit of fuel: the system hands each page over and clears it. */
const GROWN_BYTES_PER_UNIT = 4;
/**
 * Above this much memory a program may miss every cache of its processor with every operation, which takes three times as
 * long for its fuel as anything below: so it keeps a third of what it has left.
 */
const CACHED_BYTES = 112 * 2 ** 20;
const KEPT_BEYOND = 3;

/** Charges for memory that grows from one size to another, in bytes. */
export function chargeGrowth(meter: FuelMeter, from: number, to: number): void {
  meter.charge(Math.ceil((to - from) / GROWN_BYTES_PER_UNIT));
  if (from <= CACHED_BYTES && to > CACHED_BYTES) {
    meter.charge(meter.left - Math.floor(meter.left / KEPT_BEYOND));
  }
}
