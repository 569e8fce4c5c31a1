import { taggedHash } from "../core/index.ts";

/** The sampling seed of a question, the same for everybody who is asked: 31 bits, which every host accepts. */
export function samplingSeed(challenge: string): number {
  return Buffer.from(taggedHash("affine/sampling/v1", challenge)).readUInt32BE() >>> 1;
}
