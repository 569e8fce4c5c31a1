import { AffineError, errorMessage } from "../../core/index.ts";
import {
  type ChainState,
  type DecodedShard,
  decodeShard,
  namesOf,
  recordJson,
  recordKey,
  verifyChain,
  type VerifySignature,
} from "../../record/index.ts";
import { seqOfShardKey, shardKey, shardPrefix } from "../store-key.ts";
import type { Store } from "../store.ts";
import type { RecordKeys } from "./record-keys.ts";

/** One validator's own shards: in the data folder, and where they are published. */
export interface OwnChainOptions {
  netuid: number;
  hotkey: string;
  local: Store;
  /** `undefined` when the data folder is the store. */
  remote: Store | undefined;
  verify: VerifySignature | undefined;
  report: (problem: AffineError) => void;
}

/**
 * Finds the end of the own chain. Shards that only the store has (the data folder was lost) are brought back first.
 *
 * @throws AffineError `store_conflict` when store and folder disagree, `state_corrupt` when the last shard is damaged,
 * `store_transport` when there is no local shard and the store cannot be asked.
 */
export async function openOwnChain(options: OwnChainOptions): Promise<ChainState> {
  const last = (await localSeqs(options)).at(-1);
  const head = last === undefined ? null : namesOf(await readOwn(options, last));
  if (options.remote === undefined) return head;
  try {
    return await adoptFrom(options.remote, head, options);
  } catch (cause) {
    if (head === null || !AffineError.isInstance(cause) || cause.code !== "store_transport") throw cause;
    options.report(cause);
    return head;
  }
}

/** Remembers the keys of recent shards. */
export async function loadKeys(options: OwnChainOptions, keys: RecordKeys, rememberBlocks: number): Promise<void> {
  for (const seq of (await localSeqs(options)).reverse()) {
    let shard: DecodedShard;
    try {
      // Own files, hash-chained to a head whose signature was verified.
      shard = await readOwn(options, seq, () => true);
    } catch (error) {
      if (!AffineError.isInstance(error) || error.code !== "state_corrupt") throw error;
      options.report(error);
      continue;
    }
    for (const record of shard.records) {
      keys.add({ key: recordKey(record), json: recordJson(record), block: record.block });
    }
    // A shard's records are at most rememberBlocks behind all that came before it, so that nothing newer than
    // keys.oldestBlock can stand before one that ends this far back.
    if (shard.header.lastBlock < keys.newestBlock - 2 * rememberBlocks) return;
  }
}

/** Reads an own shard from the data folder. */
export async function readOwn(
  { netuid, hotkey, local, verify }: OwnChainOptions,
  seq: number,
  verifyInstead = verify,
): Promise<DecodedShard> {
  const place = { netuid, hotkey, seq };
  const key = shardKey(place);
  const bytes = await local.get(key);
  try {
    if (bytes === undefined) throw new AffineError("not_found", "it is not there");
    return decodeShard(bytes, { place, ...(verifyInstead && { verify: verifyInstead }) });
  } catch (cause) {
    throw new AffineError("state_corrupt", `${key} below ${local.location}: ${errorMessage(cause)}`, {
      hint: "Delete the file if the store or a mirror has a sound copy of it, put that copy there, and start again.",
      cause,
    });
  }
}

/** Seqs of the shards in the data folder, ascending. */
export async function localSeqs({ netuid, hotkey, local }: OwnChainOptions): Promise<number[]> {
  const seqs: number[] = [];
  for await (const key of local.list(shardPrefix({ netuid, hotkey }))) {
    const seq = seqOfShardKey(key);
    if (seq !== undefined) seqs.push(seq);
  }
  return seqs;
}

/**
 * What is published under a number must be our own shard of that number: numbers alone would let a second chain of this
 * hotkey go on behind the first. A published copy that is damaged is told, and stops nothing.
 *
 * @returns whether there is one
 * @throws AffineError `store_conflict`, `store_transport`
 */
export async function assertPublishedIsOurs(
  options: OwnChainOptions & { remote: Store },
  seq: number,
): Promise<boolean> {
  const { netuid, hotkey, remote, verify, report } = options;
  const place = { netuid, hotkey, seq };
  const bytes = await remote.get(shardKey(place));
  if (bytes === undefined) return false;
  let published: DecodedShard;
  try {
    published = decodeShard(bytes, { place, ...(verify && { verify }) });
  } catch (cause) {
    report(
      new AffineError("state_corrupt", `${shardKey(place)} in ${remote.location}: ${errorMessage(cause)}`, {
        hint: "The data folder has it whole: remove the damaged copy there and start again.",
        cause,
      }),
    );
    return true;
  }
  if (published.hash === (await readOwn(options, seq, () => true)).hash) return true;
  throw new AffineError("store_conflict", `${shardKey(place)} in ${remote.location} is another one than ours.`, {
    hint: "The store holds another chain of this hotkey. Run one validator a hotkey, on one data folder.",
  });
}

async function adoptFrom(remote: Store, head: ChainState, options: OwnChainOptions): Promise<ChainState> {
  const { netuid, hotkey, local, verify, report } = options;
  if (head !== null) await assertPublishedIsOurs({ ...options, remote }, head.seq);
  let state = head;
  const after = head === null ? "" : shardKey({ netuid, hotkey, seq: head.seq });
  for await (const key of remote.list(shardPrefix({ netuid, hotkey }), after)) {
    const seq = seqOfShardKey(key);
    if (seq === undefined) continue;
    const bytes = await remote.get(key);
    if (bytes === undefined) continue;
    try {
      const shard = decodeShard(bytes, { place: { netuid, hotkey, seq }, ...(verify && { verify }) });
      verifyChain(state, shard);
      state = namesOf(shard);
    } catch (cause) {
      throw new AffineError("store_conflict", `${key} in ${remote.location}: ${errorMessage(cause)}`, {
        hint: "The store holds another chain of this hotkey. Run one validator a hotkey, on one data folder.",
        cause,
      });
    }
    await local.putOnce(key, bytes);
    report(
      new AffineError("state_corrupt", `${key} was missing in ${local.location} and was brought back from the store.`, {
        hint: "Expected once after the data folder was lost; otherwise another validator uses this hotkey.",
      }),
    );
  }
  return state;
}
