import { kinds } from "../core/index.ts";

/**
 * Where shards and transcripts live. Keys are relative paths of `[A-Za-z0-9._-]` segments joined by `/`.
 * Adapters: `fs` (embedded), `s3` later.
 */
export interface Store {
  /** What this store is, for messages: a folder or a URL. */
  readonly location: string;
  /**
   * Writes an object once; durable when it resolves.
   *
   * @returns `created`, or `exists` when the key already holds exactly these bytes.
   * @throws AffineError `store_conflict` when the key holds other bytes, `store_transport` when retrying can help.
   */
  putOnce(key: string, bytes: Uint8Array): Promise<"created" | "exists">;
  /**
   * The object's bytes, or `undefined` when there is none. Whatever stands there, it is bounded and waits for nobody.
   *
   * @throws AffineError `record_invalid` naming `too_large` or `not_a_file` for what no object of its kind can be,
   * `store_transport`. A store that cannot know the size before may cut what is too large one byte behind the limit.
   */
  get(key: string): Promise<Uint8Array | undefined>;
  /** All copies of an object that can be had, where there is more than one place; left out, {@link get} gives the only one. */
  copies?(key: string): AsyncIterable<Uint8Array>;
  /** Whether the key holds an object, and its size. */
  head(key: string): Promise<{ bytes: number } | undefined>;
  /** Keys that begin with a prefix and sort behind `after`, in ascending order of UTF-16 code units. */
  list(prefix: string, after?: string): AsyncIterable<string>;
  close(): Promise<void>;
}

/** What readers of a store call. */
export const storeKind = kinds.shape({ get: kinds.call, list: kinds.call });
