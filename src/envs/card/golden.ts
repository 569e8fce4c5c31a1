import { canonicalJson, taggedHash, type Canonical } from "../../core/index.ts";
import type { Environment } from "../environment.ts";

const GOLDEN_SEEDS = 20;

/** Hashes over prompt, messages and secret of 20 seeds, by level. They must never change within a version. */
export function goldenHashes(environment: Environment): Record<string, string[]> {
  const byLevel: Record<string, string[]> = {};
  for (const level of environment.info.levels) {
    byLevel[level] = Array.from({ length: GOLDEN_SEEDS }, (_, index) => {
      const { prompt, messages, secret } = environment.generate({ level }, `golden-${index}`);
      const parts = [prompt, canonicalJson(messages), canonicalJson(secret as Canonical)];
      return Buffer.from(taggedHash("affine/golden/v1", ...parts)).toString("hex");
    });
  }
  return byLevel;
}
