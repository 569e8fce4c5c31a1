import { bytesToHex } from "@noble/hashes/utils.js";
import { taggedHash } from "./hash.ts";

/**
 * The seed of a question of a round: nobody knows it before the beacon (a block hash) exists, everybody can derive it
 * after. 64 lower-case hexadecimal characters.
 */
export function questionSeed(question: {
  netuid: number;
  env: string;
  version: string;
  /** Block hash, `0x` and 64 hexadecimal characters. */
  beacon: string;
  round: number;
  /** Which question of its environment in the round, from 0: its `index` in records and jobs. */
  index: number;
}): string {
  const { netuid, env, version, beacon, round, index } = question;
  return bytesToHex(taggedHash("affine/question/v1", netuid, env, version, beacon, round, index));
}
