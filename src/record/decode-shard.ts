import { sha256Hex, faultsOf, kinds, need } from "../core/index.ts";
import { boundedGunzip, type ByteLimits } from "./bounded-gunzip.ts";
import { parseCanonicalLine } from "./canonical-line.ts";
import { defectError } from "./shard-defect.ts";
import {
  headerHash,
  isSignedByHotkey,
  signedShardHeaderSchema,
  type SignedShardHeader,
  splitSignature,
  type VerifySignature,
} from "./shard-header.ts";
import { comparePlaces, recordKey, type ShardRecord, shardRecordSchema } from "./shard-record.ts";

/** Bounds on a shard: 32 MiB compressed, 128 MiB uncompressed, 16 KiB a record line, 64 KiB the header. */
export const SHARD_LIMITS = {
  compressedBytes: 32 << 20,
  bytes: 128 << 20,
  headerBytes: 64 << 10,
  lineBytes: 16 << 10,
} as const;

export interface ShardLimits extends ByteLimits {
  headerBytes: number;
  lineBytes: number;
}

/** A shard that was verified by itself; whether it follows its predecessor is `verifyChain`'s question. */
export interface DecodedShard {
  header: SignedShardHeader;
  /** In the order of their lines; record `i` stands on line `i + 2` of the uncompressed shard. */
  records: ShardRecord[];
  /** SHA-256 of the uncompressed bytes. */
  hash: string;
  /** SHA-256 of the canonical header that was signed. */
  headerHash: string;
}

export interface DecodeShardOptions {
  /** Default: sr25519 of Bittensor keys. */
  verify?: VerifySignature;
  /** Where the shard was found; a shard that says otherwise is refused. */
  place?: { netuid: number; hotkey: string; seq: number };
  /**
   * Whether a shard of this hash was found sound before, by this same program: its hash covers the signature and every
   * line, so that only the place is looked at again, and the lines are just parsed. Default: none was.
   */
  isKnown?: (hash: string) => boolean;
  limits?: Partial<ShardLimits>;
}

const optionsKind = kinds.shape({
  verify: kinds.maybe(kinds.call),
  place: kinds.maybe(kinds.shape({ netuid: kinds.whole, hotkey: kinds.text, seq: kinds.whole })),
  isKnown: kinds.maybe(kinds.call),
  limits: kinds.maybe(
    kinds.shape({
      compressedBytes: kinds.maybe(kinds.number),
      bytes: kinds.maybe(kinds.number),
      headerBytes: kinds.maybe(kinds.number),
      lineBytes: kinds.maybe(kinds.number),
    }),
  ),
});

const NEWLINE = 0x0a;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads and verifies one stored shard: bounded decompression, header, signature, body hash, and every line.
 *
 * @throws AffineError `record_invalid`, or `record_signature`; `defectOf(error)` names the defect. `invalid_input`
 * for another kind of argument.
 */
export function decodeShard(bytes: Uint8Array, options: DecodeShardOptions = {}): DecodedShard {
  need(kinds.bytes, bytes, "decodeShard", "the bytes of a shard");
  need(optionsKind, options, "decodeShard", "options as its second argument: { verify, place, isKnown, limits }");
  const limits: ShardLimits = { ...SHARD_LIMITS, ...options.limits };
  const text = boundedGunzip(bytes, limits);
  const hash = sha256Hex(text);
  const headerEnd = text.subarray(0, limits.headerBytes + 1).indexOf(NEWLINE);
  if (headerEnd === -1) {
    if (text.length > limits.headerBytes) throw defectError("too_large", `a header over ${limits.headerBytes} bytes`);
    throw defectError("header_malformed", "no newline");
  }
  const [headerLine, body] = [decode(text.subarray(0, headerEnd), "line 1"), text.subarray(headerEnd + 1)];
  if (options.isKnown?.(hash) === true) return knownShard(headerLine, body, { hash, place: options.place });
  const header = readHeader(headerLine, options);
  if (sha256Hex(body) !== header.body) throw defectError("body_hash");
  const records = readBody(body, header, limits);
  return { header, records, hash, headerHash: headerHash(splitSignature(header).header) };
}

/** What the same bytes were decoded to before. */
function knownShard(
  headerLine: string,
  body: Buffer,
  { hash, place }: { hash: string; place: DecodeShardOptions["place"] },
): DecodedShard {
  const header = JSON.parse(headerLine) as SignedShardHeader;
  assertPlace(header, place);
  const lines = decode(body, "body").split("\n");
  lines.pop();
  const records = lines.map((line) => JSON.parse(line) as ShardRecord);
  return { header, records, hash, headerHash: headerHash(splitSignature(header).header) };
}

function assertPlace(header: SignedShardHeader, place: DecodeShardOptions["place"]): void {
  const { netuid, hotkey, seq } = header;
  if (place === undefined || (netuid === place.netuid && hotkey === place.hotkey && seq === place.seq)) return;
  throw defectError("wrong_place", `it says netuid ${netuid}, ${hotkey}, ${seq}`);
}

function readHeader(line: string, { place, verify }: DecodeShardOptions): SignedShardHeader {
  const defects = { malformed: "header_malformed", notCanonical: "header_not_canonical" } as const;
  const parsed = signedShardHeaderSchema.safeParse(parseCanonicalLine(line, defects, "line 1"));
  if (!parsed.success) throw defectError("header_malformed", faultsOf(parsed.error), parsed.error);
  const header = parsed.data;
  assertPlace(header, place);
  header.heads.forEach((head, index) => {
    const before = header.heads[index - 1];
    if (before !== undefined && before.hotkey >= head.hotkey) throw defectError("heads_order", head.hotkey);
  });
  const { header: signed, signature } = splitSignature(header);
  if (!isSignedByHotkey(signed, signature, verify)) throw defectError("signature", header.hotkey);
  return header;
}

function readBody(body: Buffer, header: SignedShardHeader, limits: ShardLimits): ShardRecord[] {
  if (body.at(-1) !== NEWLINE) throw defectError("body_unterminated");
  const lines = decode(body, "body").split("\n");
  lines.pop();
  if (lines.length !== header.count) {
    throw defectError("wrong_count", `${header.count} in the header, ${lines.length} lines`);
  }
  const records = lines.map((line, index) => readRecord(line, `line ${index + 2}`, header, limits));
  checkOrder(records, header);
  return records;
}

function readRecord(line: string, where: string, header: SignedShardHeader, limits: ShardLimits): ShardRecord {
  // UTF-16 units never outnumber UTF-8 bytes, so that this bounds the work, and bytes to within a factor of three.
  if (line.length > limits.lineBytes) throw defectError("too_large", `${where}: over ${limits.lineBytes} bytes`);
  const defects = { malformed: "record_malformed", notCanonical: "record_not_canonical" } as const;
  const parsed = shardRecordSchema.safeParse(parseCanonicalLine(line, defects, where));
  if (!parsed.success) {
    throw defectError("record_malformed", `${where}: ${faultsOf(parsed.error)}`, parsed.error);
  }
  if (parsed.data.netuid !== header.netuid || parsed.data.rules !== header.rules) {
    throw defectError("record_foreign", where);
  }
  return parsed.data;
}

function checkOrder(records: readonly ShardRecord[], header: SignedShardHeader): void {
  const keys = new Set<string>();
  let before: { block: number; key: string } | undefined;
  for (const [index, record] of records.entries()) {
    const here = { block: record.block, key: recordKey(record) };
    if (keys.has(here.key)) throw defectError("repeated", `line ${index + 2}`);
    keys.add(here.key);
    if (before !== undefined && comparePlaces(before, here) >= 0) throw defectError("wrong_order", `line ${index + 2}`);
    before = here;
  }
  if (records[0]?.block !== header.firstBlock || records.at(-1)?.block !== header.lastBlock) {
    throw defectError("wrong_blocks", `the header says ${header.firstBlock} to ${header.lastBlock}`);
  }
}

function decode(bytes: Uint8Array, where: string): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw defectError("not_utf8", where, cause);
  }
}
