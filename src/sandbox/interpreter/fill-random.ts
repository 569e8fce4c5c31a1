import type { Guest } from "./guest.ts";

/** Fuel for one byte of the virtual random source. */
const UNITS_PER_BYTE = 8;

/**
 * Fills bytes from the guest's random source, and charges for them. Nothing is filled where that took the last of the fuel: a
 * call may name gigabytes, and nobody sees them, since the module traps at its next charge.
 */
export function fillRandom(guest: Guest, target: Uint8Array): void {
  guest.meter.charge(UNITS_PER_BYTE * target.length);
  if (!guest.meter.outOfFuel) guest.random.fill(target);
}
