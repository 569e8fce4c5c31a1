import { randomBytes } from "node:crypto";
import { taggedHash } from "../../core/index.ts";

/**
 * A seed nobody has seen: 128 random bits. The one place in this room that draws on the machine's randomness; what is
 * made from a seed is a pure function of it.
 */
export function freshSeed(): string {
  return randomBytes(16).toString("hex");
}

/** Seed number `index` of a series; independent of its neighbours, unlike seed + index. */
export function seedOfSeries(env: string, version: string, seed: string, index: number): string {
  return Buffer.from(taggedHash("affine/many/v1", env, version, seed, index)).toString("hex");
}
