import { gzipSync } from "node:zlib";
import { canonicalJson, sha256Hex, utf8 } from "../core/index.ts";
import { recordJson } from "./record-json.ts";
import { defectError } from "./shard-defect.ts";
import { headerHash, type ShardHead, type ShardHeader, shardHeaderSchema } from "./shard-header.ts";
import { comparePlaces, recordKey, type ShardRecord } from "./shard-record.ts";

/** A shard before it is signed. */
export interface ShardDraft {
  header: ShardHeader;
  /** Record lines, each ended by a newline. */
  body: Uint8Array;
}

/** A shard as it is stored. */
export interface EncodedShard {
  /** gzip of the header line and the body. */
  bytes: Uint8Array;
  /** SHA-256 of the uncompressed bytes: what others name as a head. */
  hash: string;
  /** SHA-256 of the canonical header that was signed: what the next shard names as `previous`. */
  headerHash: string;
}

/**
 * Puts records in order and describes them in a header, ready to be signed. Pure: the same input gives the same bytes.
 *
 * @throws AffineError `record_invalid` for no records, two records for one key, or records of another network or rules.
 */
export function draftShard(shard: {
  netuid: number;
  hotkey: string;
  seq: number;
  /** `headerHash` of the shard before (version 1: its `hash`); `null` for the first. */
  previous: string | null;
  /** Default: 2. Version 1 is still read, and written no more but where an old draft is finished. */
  v?: ShardHeader["v"];
  records: readonly ShardRecord[];
  heads: readonly ShardHead[];
  /** Newest block known; see the header. */
  sealedBlock?: number | undefined;
  rules: string;
  atMs: number;
}): ShardDraft {
  const { netuid, hotkey, seq, previous, sealedBlock, rules, atMs } = shard;
  const keys = new Set<string>();
  const places = shard.records.map((record) => {
    const key = recordKey(record);
    if (keys.has(key)) throw defectError("repeated", key);
    if (record.netuid !== netuid || record.rules !== rules) throw defectError("record_foreign", key);
    keys.add(key);
    return { block: record.block, key, line: `${recordJson(record)}\n` };
  });
  places.sort(comparePlaces);
  const body = utf8(places.map(({ line }) => line).join(""));
  const header = shardHeaderSchema.safeParse({
    v: shard.v ?? 2,
    kind: "shard",
    netuid,
    hotkey,
    seq,
    previous,
    firstBlock: places[0]?.block,
    lastBlock: places.at(-1)?.block,
    count: places.length,
    body: sha256Hex(body),
    ...(sealedBlock === undefined ? {} : { sealedBlock }),
    heads: [...shard.heads].sort((left, right) => (left.hotkey < right.hotkey ? -1 : 1)),
    rules,
    atMs,
  });
  if (!header.success) throw defectError("header_malformed", header.error.message, header.error);
  return { header: header.data, body };
}

/** The stored form of a draft and the hotkey's signature over `shardMessage(draft.header)`, 64 bytes. */
export function encodeShard(draft: ShardDraft, signature: Uint8Array): EncodedShard {
  const header = { ...draft.header, signature: Buffer.from(signature).toString("hex") };
  const text = Buffer.concat([utf8(`${canonicalJson(header)}\n`), draft.body]);
  return { bytes: gzipSync(text), hash: sha256Hex(text), headerHash: headerHash(draft.header) };
}
