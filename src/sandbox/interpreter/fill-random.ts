import type { Guest } from "./guest.ts";

/** Fuel for one byte of the virtual random source. */
const UNITS_PER_BYTE = 8;

/** Fills bytes from the guest's random source, and charges for them. */
export function fillRandom(guest: Guest, target: Uint8Array): void {
  guest.meter.charge(UNITS_PER_BYTE * target.length);
  guest.random.fill(target);
}
