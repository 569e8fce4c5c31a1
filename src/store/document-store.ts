import type { z } from "zod";
import { AffineError, need } from "../core/index.ts";
import { decodeDocument, defectOf, encodeDocument, schemaKind, type Document } from "../record/index.ts";
import { documentKey } from "./store-key.ts";
import { storeKind, type Store } from "./store.ts";

/**
 * Stores a document; durable when it resolves.
 *
 * @returns Its hash, which a record names.
 * @throws AffineError `store_conflict` when the store holds a damaged one, `store_transport`.
 */
export async function putDocument(store: Store, netuid: number, document: Document): Promise<string> {
  const { hash, bytes } = encodeDocument(document);
  await putDocumentBytes(store, netuid, hash, bytes);
  return hash;
}

/** Like {@link putDocument}, for one that was encoded already. Another version of zlib may have packed it otherwise. */
export async function putDocumentBytes(store: Store, netuid: number, hash: string, bytes: Uint8Array): Promise<void> {
  // Several validators write the same document to one store: the first one stands, and readers check the hash.
  if ((await store.head(documentKey(netuid, hash))) !== undefined) return;
  try {
    await store.putOnce(documentKey(netuid, hash), bytes);
  } catch (error) {
    if (!AffineError.isInstance(error) || error.code !== "store_conflict") throw error;
  }
}

/**
 * Reads the document that a record names.
 *
 * @returns `undefined` when the store has none, or a damaged one: another store may have it.
 * @throws AffineError `store_transport`, `invalid_input` for another kind of argument
 */
export async function readDocument<T>(
  store: Store,
  netuid: number,
  hash: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  need(storeKind, store, "readDocument", "a store, a netuid, a hash and a schema");
  need(schemaKind, schema, "readDocument", "a store, a netuid, a hash and a schema");
  try {
    const bytes = await store.get(documentKey(netuid, hash));
    return bytes && decodeDocument(bytes, hash, schema);
  } catch (error) {
    if (defectOf(error) === undefined) throw error;
    return undefined;
  }
}
