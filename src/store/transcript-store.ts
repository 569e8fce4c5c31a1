import { AffineError, need } from "../core/index.ts";
import { decodeTranscript, defectOf, encodeTranscript, type Transcript } from "../record/index.ts";
import { transcriptKey } from "./store-key.ts";
import { storeKind, type Store } from "./store.ts";

/**
 * Stores a transcript; durable when it resolves.
 *
 * @returns Its hash, which a record names.
 * @throws AffineError `record_invalid` when it is malformed, `store_conflict` when the store holds a damaged one,
 * `store_transport`.
 */
export async function putTranscript(store: Store, netuid: number, transcript: Transcript): Promise<string> {
  const { hash, bytes } = encodeTranscript(transcript);
  await putTranscriptBytes(store, netuid, hash, bytes);
  return hash;
}

/** Like {@link putTranscript}, for one that was encoded already. */
export async function putTranscriptBytes(store: Store, netuid: number, hash: string, bytes: Uint8Array): Promise<void> {
  try {
    await store.putOnce(transcriptKey(netuid, hash), bytes);
  } catch (error) {
    if (!AffineError.isInstance(error) || error.code !== "store_conflict") throw error;
    // Another version of zlib packs the same text into other bytes; anything else is damage.
    if (!(await holdsTranscript(store, netuid, hash))) throw error;
  }
}

/**
 * Reads the transcript that a record names.
 *
 * @returns `undefined` when the store has none: they are kept 45 days.
 * @throws AffineError `record_invalid` when what is there is not it; `store_transport`; `invalid_input` for another kind of
 * argument.
 */
export async function readTranscript(store: Store, netuid: number, hash: string): Promise<Transcript | undefined> {
  need(storeKind, store, "readTranscript", "a store, a netuid and a hash");
  const bytes = await store.get(transcriptKey(netuid, hash));
  return bytes === undefined ? undefined : decodeTranscript(bytes, hash);
}

async function holdsTranscript(store: Store, netuid: number, hash: string): Promise<boolean> {
  try {
    return (await readTranscript(store, netuid, hash)) !== undefined;
  } catch (error) {
    if (defectOf(error) === undefined) throw error;
    return false;
  }
}
