import { z } from "zod";
import { blockSchema } from "../block/block.ts";
import { storedGenesisSchema } from "../state/genesis.ts";
import { snapshotSchema } from "./snapshot.ts";

/*
 * The chain's file:
 *
 *   affine-local-chain 2        the format and its version
 *   <checksum> {"genesis":…}    what the chain started from
 *   <checksum> {"hashes":…}     block hashes 0..n, base64, 4096 a line
 *   <checksum> {"snapshot":…}   the state after block n
 *   <checksum> {"block":…}      block n+1, and so on: appended, one fsync each
 */

export const FORMAT_NAME = "affine-local-chain";
/** 2: texts and weights are sealed, and blocks say what was inside of those that they open. */
export const FORMAT_VERSION = 2;
export const MAGIC_LINE = `${FORMAT_NAME} ${FORMAT_VERSION}\n`;
export const HASHES_PER_LINE = 4096;

export const fileLineSchema = z.union([
  z.strictObject({ block: blockSchema }),
  z.strictObject({ hashes: z.base64() }),
  z.strictObject({ genesis: storedGenesisSchema }),
  z.strictObject({ snapshot: snapshotSchema }),
]);
export type FileLine = z.infer<typeof fileLineSchema>;
