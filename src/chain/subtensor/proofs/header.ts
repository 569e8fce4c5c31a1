import type { BlockRef, Hex } from "../../chain.ts";
import { compact } from "../../timelock/compact.ts";
import { fromHex } from "../runtime/runtime.ts";
import type { Session } from "../session/session.ts";
import { fullHeaderSchema, type FullHeader } from "../session/wire.ts";
import { hashOf } from "./trie/state-proof.ts";
import { untrue } from "./untrue.ts";

/**
 * The state root of a block, out of the header whose hash the block's is.
 *
 * @throws AffineError `chain_untrue` where the endpoint's header is another one's
 */
export async function readStateRoot(session: Session, block: BlockRef): Promise<Hex> {
  const header = await session.connection.request("chain_getHeader", [block.hash], fullHeaderSchema);
  const hash = hashOf(encodeHeader(header));
  if (hash === block.hash && header.number === block.number) return header.stateRoot;
  throw untrue({
    endpoint: session.endpoint,
    what: `the header of block ${block.number}`,
    claimed: `that of ${block.hash}`,
    proved: `it is that of block ${header.number}, ${hash}`,
  });
}

/** A header as the chain hashes it: SCALE of parent, number, both roots and the digest (`sp_runtime::generic::Header`). */
export function encodeHeader({ parentHash, number, stateRoot, extrinsicsRoot, digest }: FullHeader): Uint8Array {
  return Buffer.concat([
    fromHex(parentHash),
    compact(number),
    fromHex(stateRoot),
    fromHex(extrinsicsRoot),
    compact(digest.logs.length),
    ...digest.logs.map(fromHex),
  ]);
}
