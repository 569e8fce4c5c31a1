import { taggedHash } from "../../core/index.ts";

/** The sampling seed that all miners of a question are asked with (src/contest/run-job.ts): 31 bits. */
export function samplingSeed(challenge: string): number {
  return Buffer.from(taggedHash("affine/sampling/v1", challenge)).readUInt32BE() >>> 1;
}
