import type { Guest } from "./guest.ts";

/** So many characters of a path are in the price of the call; paths of honest programs are shorter. */
const FREE_CHARACTERS = 256;
/** Fuel for each further one: a path of 4,096 may name two thousand folders, each of which is looked up. */
const UNITS_PER_CHARACTER = 24;

/** The path that a call names, charged by its length. */
export function pathAt(guest: Guest, address: number): string {
  const path = guest.memory.text(address);
  if (path.length > FREE_CHARACTERS) guest.meter.charge(UNITS_PER_CHARACTER * (path.length - FREE_CHARACTERS));
  return path;
}
