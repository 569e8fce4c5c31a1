import type { FuelMeter } from "./fuel-meter.ts";

/** Bytes of fresh memory for one unit of fuel: the system hands each page over and clears it. */
const GROWN_BYTES_PER_UNIT = 4;
/** How much larger memory is after it has grown. */
const LEAST_GROWTH = 9 / 8;
/**
 * Above this much memory a program may miss every cache of its processor with every operation, which takes three times as
 * long for its fuel as anything below: so all that it does there costs three times as much.
 */
const CACHED_BYTES = 112 * 2 ** 20;
const DEARER_BEYOND = 3;

/**
 * The size to which memory grows when so many bytes are asked for: by an eighth at least, never past the limit, and beyond
 * {@link CACHED_BYTES} only when more than those are asked for.
 */
export function grownSize(present: number, asked: number, limit: number): number {
  const most = asked > CACHED_BYTES ? limit : Math.min(limit, CACHED_BYTES);
  return Math.max(asked, Math.min(most, Math.ceil(present * LEAST_GROWTH)));
}

/** Charges for memory that grows from one size to another, in bytes. */
export function chargeGrowth(meter: FuelMeter, from: number, to: number): void {
  meter.charge(Math.ceil((to - from) / GROWN_BYTES_PER_UNIT));
  if (from <= CACHED_BYTES && to > CACHED_BYTES) meter.dearer(DEARER_BEYOND);
}
