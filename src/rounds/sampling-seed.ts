import { taggedHash } from "../core/index.ts";

/**
 * The sampling seed of a question, the same for everybody who is asked: 31 bits, which every host accepts.
 *
 * @param turn of an episode, from 1; every turn has a seed of its own, and has it again when it is asked again
 */
export function samplingSeed(challenge: string, turn = 1): number {
  const parts = turn === 1 ? [challenge] : [challenge, turn];
  const hash = taggedHash("affine/sampling/v1", ...parts);
  return new DataView(hash.buffer, hash.byteOffset, 4).getUint32(0) >>> 1;
}
