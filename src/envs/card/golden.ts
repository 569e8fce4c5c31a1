import { canonicalJson, taggedHash, type Canonical } from "../../core/index.ts";
import type { Environment } from "../environment.ts";

export const GOLDEN_SEEDS = 20;

/** Hashes over prompt, messages and secret of 20 seeds, by level. They must never change within a version. */
export function goldenHashes(environment: Environment): Record<string, string[]> {
  return Object.fromEntries(environment.info.levels.map((level) => [level, goldenHashesOf(environment, level)]));
}

/** The same for one level. */
export function goldenHashesOf(environment: Environment, level: number): string[] {
  return Array.from({ length: GOLDEN_SEEDS }, (_, index) => {
    const { prompt, messages, secret } = environment.generate({ level }, `golden-${index}`);
    const parts = [prompt, canonicalJson(messages), canonicalJson(secret as Canonical)];
    return Buffer.from(taggedHash("affine/golden/v1", ...parts)).toString("hex");
  });
}
