import { AffineError, kinds, need, needText } from "../core/index.ts";

const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/;
const MAX_KEY_LENGTH = 1024;
const SEQ_DIGITS = 10;

/**
 * Refuses keys that are not relative paths of plain segments. A segment begins with a letter, a digit, `_` or `-`, so
 * that `.`, `..` and hidden files are out of reach.
 *
 * @throws AffineError `store_key`
 */
export function checkKey(key: string): void {
  if (isKey(key)) return;
  throw new AffineError("store_key", `${JSON.stringify(key.slice(0, 200))} is not a key of the store.`, {
    hint: "Keys are segments of letters, digits, '.', '_' and '-' joined by '/'; no segment begins with a dot.",
  });
}

/** Whether {@link checkKey} lets it pass. */
export function isKey(key: string): boolean {
  return key.length <= MAX_KEY_LENGTH && key.split("/").every((segment) => SEGMENT.test(segment));
}

/**
 * Like {@link checkKey}, for the beginning of a key: empty, or ending anywhere in it.
 *
 * @throws AffineError `store_key`
 */
export function checkPrefix(prefix: string): void {
  // Whatever could follow, "x" can.
  checkKey(`${prefix}x`);
}

/** Where a validator's shards are. */
export function shardPrefix(chain: { netuid: number; hotkey: string }): string {
  return `records/${chain.netuid}/${chain.hotkey}/`;
}

const placeKind = kinds.shape({ netuid: kinds.whole, hotkey: kinds.text, seq: kinds.whole });

/** `records/<netuid>/<hotkey>/<seq>.ndjson.gz`; ten digits, so that the order of keys is the order of shards. */
export function shardKey(shard: { netuid: number; hotkey: string; seq: number }): string {
  need(placeKind, shard, "shardKey", "{ netuid, hotkey, seq }");
  return `${shardPrefix(shard)}${String(shard.seq).padStart(SEQ_DIGITS, "0")}.ndjson.gz`;
}

/** The seq of a key below {@link shardPrefix}; `undefined` when it is not a shard's. */
export function seqOfShardKey(key: string): number | undefined {
  const digits = /\/([0-9]{10,15})\.ndjson\.gz$/.exec(key)?.[1];
  if (digits === undefined) return undefined;
  const seq = Number(digits);
  // One spelling a number: the key that shardKey writes.
  return String(seq).padStart(SEQ_DIGITS, "0") === digits ? seq : undefined;
}

/** `transcripts/<netuid>/<2 hex>/<sha256>.json.gz` */
export function transcriptKey(netuid: number, hash: string): string {
  need(kinds.whole, netuid, "transcriptKey", "a netuid and the hash of a transcript");
  needText(hash, "transcriptKey", "a netuid and the hash of a transcript");
  return `transcripts/${netuid}/${hash.slice(0, 2)}/${hash}.json.gz`;
}

/** `documents/<netuid>/<2 hex>/<sha256>.json.gz`: rosters and evidence, kept as long as the records that name them. */
export function documentKey(netuid: number, hash: string): string {
  need(kinds.whole, netuid, "documentKey", "a netuid and the hash of a document");
  needText(hash, "documentKey", "a netuid and the hash of a document");
  return `documents/${netuid}/${hash.slice(0, 2)}/${hash}.json.gz`;
}
