import type { Chain } from "../../../chain/chain.ts";
import { AffineError } from "../../../core/index.ts";
import { decodeShard, defectOf } from "../../../record/index.ts";
import { shardKey, type ReadPosition, type Store } from "../../../store/index.ts";
import type { ContestCheckpoint } from "./contest-checkpoint.ts";

/**
 * Why a checkpoint does not belong to our own records as they are now: they were restored from an older copy, or begun
 * anew. `undefined` when it does.
 *
 * @throws AffineError `store_transport`
 */
export async function staleForOwnRecords(
  { contest, memory, netuid, hotkey }: ContestCheckpoint,
  ownStore: Store,
): Promise<string | undefined> {
  const contestPosition = contest.positions.find(([whose]) => whose === hotkey)?.[1];
  for (const position of [contestPosition, memory?.position]) {
    const found = await hashAt(ownStore, { netuid, hotkey }, position);
    const seq = position?.last?.seq ?? 0;
    if (found === "missing") return `our own records end before shard ${seq}, which it has read`;
    if (found === "other") return `shard ${seq} of our own records is another one than it has read`;
  }
  return undefined;
}

/**
 * Why a checkpoint does not belong to the chain and to the other validators' records as they are now. A shard that cannot
 * be had says nothing.
 *
 * @throws AffineError of chain or store: call again
 */
export async function staleForNetwork(
  checkpoint: ContestCheckpoint,
  { chain, store }: { chain: Pick<Chain, "head" | "blockHash">; store: Store },
): Promise<string | undefined> {
  const { block, netuid, contest } = checkpoint;
  const head = await chain.head();
  if (head.number < block) return `it is of block ${block}, and the chain's head is ${head.number}`;
  const snapshot = checkpoint.chain;
  if (snapshot !== null) {
    const hash = await hashOf(chain, snapshot.block);
    if (hash !== undefined && hash !== snapshot.hash)
      return `block ${snapshot.block} of the chain is another one there`;
  }
  for (const [hotkey, position] of contest.positions) {
    if (hotkey === checkpoint.hotkey) continue;
    if ((await hashAt(store, { netuid, hotkey }, position)) === "other") {
      return `shard ${position.last?.seq ?? 0} of ${hotkey} is another one than it has read`;
    }
  }
  return undefined;
}

/** A block that the chain no longer shows tells nothing. */
async function hashOf(chain: Pick<Chain, "blockHash">, block: number): Promise<string | undefined> {
  try {
    return await chain.blockHash(block);
  } catch (error) {
    if (AffineError.isInstance(error) && error.code === "not_found") return undefined;
    throw error;
  }
}

async function hashAt(
  store: Store,
  chain: { netuid: number; hotkey: string },
  position: ReadPosition | undefined,
): Promise<"same" | "other" | "missing" | "unreadable"> {
  const last = position?.last ?? null;
  if (last === null) return "same";
  const place = { ...chain, seq: last.seq };
  try {
    const bytes = await store.get(shardKey(place));
    if (bytes === undefined) return "missing";
    return decodeShard(bytes, { place }).hash === last.hash ? "same" : "other";
  } catch (error) {
    if (!AffineError.isInstance(error) || defectOf(error) === undefined) throw error;
    return "unreadable";
  }
}
