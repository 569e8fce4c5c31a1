import { canonicalJson, sha256Hex } from "../../core/index.ts";
import type { LocalModelConfig } from "./model-config.ts";

/** The commit of a scripted model: 40 hexadecimal characters of the hash of everything that describes it. */
export function revisionOf(config: Omit<LocalModelConfig, "revision">): string {
  const present = Object.entries(config).filter(([, value]) => value !== undefined);
  return sha256Hex(`affine/local-model/revision/v1 ${canonicalJson(Object.fromEntries(present) as never)}`).slice(
    0,
    40,
  );
}
