import { AffineError } from "../../core/index.ts";
import { decodeAddress, encodeAddress } from "../../wallet/index.ts";
import { compact, readCompact } from "./compact.ts";

/*
 * What is sealed, in SCALE (https://docs.polkadot.com, "SCALE codec"): lists begin with their length as a compact
 * integer, numbers are little-endian.
 */

/** Weights as the chain finds them when it opens a commit (`WeightsTlockPayload` of the subtensor pallet). */
export interface SealedWeights {
  /** ss58 address; the chain drops a commit that names another hotkey than its sender. */
  readonly hotkey: string;
  readonly uids: readonly number[];
  /** Shares 0..65535, one a uid. */
  readonly values: readonly number[];
  readonly versionKey: number;
}

/** SCALE(String) of a commitment that reveals itself. */
export function encodeSealedText(text: string): Uint8Array {
  const bytes = Buffer.from(text, "utf8");
  return Buffer.concat([compact(bytes.length), bytes]);
}

/**
 * The text of a revealed commitment. Its bytes begin with their length as clients write it; where that length does not
 * fit the rest they are taken as the text itself, `lengthFits` false.
 *
 * @returns `undefined` when they are no UTF-8.
 */
export function decodeSealedText(bytes: Uint8Array): { text: string; lengthFits: boolean } | undefined {
  const length = readCompact(bytes, 0);
  const lengthFits = length !== undefined && length.next + length.value === bytes.length;
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return { text: decoder.decode(lengthFits ? bytes.subarray(length.next) : bytes), lengthFits };
  } catch (thrown) {
    if (thrown instanceof TypeError) return undefined;
    throw thrown;
  }
}

export function encodeSealedWeights({ hotkey, uids, values, versionKey }: SealedWeights): Uint8Array {
  const account = decodeAddress(hotkey);
  const version = Buffer.alloc(8);
  version.writeBigUInt64LE(BigInt(versionKey));
  return Buffer.concat([compact(account.length), account, u16List(uids), u16List(values), version]);
}

/** @throws AffineError `chain_decode` unless the bytes are exactly one payload. */
export function decodeSealedWeights(bytes: Uint8Array): SealedWeights {
  const buffer = Buffer.from(bytes);
  const account = list(buffer, 0, 1);
  const uids = list(buffer, account.next, 2);
  const values = list(buffer, uids.next, 2);
  if (account.items.length !== 32) throw refuse("its hotkey has not 32 bytes");
  if (values.next + 8 !== buffer.length) throw refuse("its version key has not 8 bytes");
  const versionKey = buffer.readBigUInt64LE(values.next);
  if (versionKey > BigInt(Number.MAX_SAFE_INTEGER)) throw refuse("its version key passes 2^53");
  return {
    hotkey: encodeAddress(account.items),
    uids: u16s(uids.items),
    values: u16s(values.items),
    versionKey: Number(versionKey),
  };
}

function u16List(numbers: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(2 * numbers.length);
  for (const [index, number] of numbers.entries()) bytes.writeUInt16LE(number, 2 * index);
  return Buffer.concat([compact(numbers.length), bytes]);
}

function u16s(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readUInt16LE(2 * index));
}

function list(bytes: Buffer, at: number, itemBytes: number): { items: Buffer; next: number } {
  const length = readCompact(bytes, at);
  const end = length === undefined ? Infinity : length.next + length.value * itemBytes;
  if (length === undefined || end > bytes.length) throw refuse("a list is longer than what is there");
  return { items: bytes.subarray(length.next, end), next: end };
}

function refuse(why: string): AffineError {
  return new AffineError("chain_decode", `The sealed weights are malformed: ${why}.`);
}
