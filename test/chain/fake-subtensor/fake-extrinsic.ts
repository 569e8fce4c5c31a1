import { blake2b } from "@noble/hashes/blake2.js";
import { encodeAddress, verify } from "../../../src/wallet/index.ts";
import type { ChainMetadata } from "../metadata/index.ts";
import { fromHex, toHex, type Hex } from "./fake-storage.ts";

/** A signed transaction, decoded by hand from its bytes: a second reading of what the adapter writes. */
export interface FakeExtrinsic {
  readonly hex: Hex;
  readonly hash: Hex;
  readonly signer: string;
  readonly nonce: number;
  readonly eraPeriod: number;
  readonly eraPhase: number;
  readonly pallet: string;
  readonly call: string;
  readonly args: Record<string, unknown>;
  readonly signature: Uint8Array;
  /** Call and extra, which the signature covers together with what {@link verifies} adds. */
  readonly callBytes: Uint8Array;
  readonly extraBytes: Uint8Array;
}

/** @throws Error for anything that is no signed transaction of an sr25519 account. */
export function decodeExtrinsic({ builder, lookup }: ChainMetadata, hex: Hex): FakeExtrinsic {
  const bytes = fromHex(hex);
  const { value: length, size } = readCompact(bytes, 0);
  let at = size;
  if (length !== bytes.length - at) throw new Error("the length is wrong");
  const take = (count: number): Uint8Array => bytes.subarray(at, (at += count));
  const [version, address] = take(2);
  if (version !== 0x84 || address !== 0x00) throw new Error("not a signed transaction of an account id");
  const publicKey = take(32);
  if (take(1)[0] !== 0x01) throw new Error("not an sr25519 signature");
  const signature = take(64);
  const extraStart = at;
  const era = take(2);
  const eraCode = (era[0] ?? 0) | ((era[1] ?? 0) << 8);
  if ((era[0] ?? 0) === 0) throw new Error("an immortal transaction");
  const nonce = readCompact(bytes, at);
  at += nonce.size;
  const tip = readCompact(bytes, at);
  at += tip.size;
  if (take(1)[0] !== 0) throw new Error("a metadata hash");
  const extraBytes = bytes.subarray(extraStart, at);
  const callBytes = bytes.subarray(at);
  const decoded = builder.buildDefinition(lookup.call ?? -1).dec(callBytes.slice()) as {
    type: string;
    value: { type: string; value: Record<string, unknown> };
  };
  const eraPeriod = 2 << (eraCode & 0xf);
  return {
    hex,
    hash: toHex(blake2b(bytes, { dkLen: 32 })),
    signer: encodeAddress(publicKey),
    nonce: nonce.value,
    eraPeriod,
    eraPhase: (eraCode >> 4) * Math.max(eraPeriod >> 12, 1),
    pallet: decoded.type,
    call: decoded.value.type,
    args: decoded.value.value,
    signature,
    callBytes,
    extraBytes,
  };
}

/** First block of the transaction's life, seen from a block (`Era::birth`). */
export function birthOf({ eraPeriod, eraPhase }: FakeExtrinsic, current: number): number {
  return Math.floor((Math.max(current, eraPhase) - eraPhase) / eraPeriod) * eraPeriod + eraPhase;
}

/** Whether the signature is the signer's over the call, for this chain and this block of birth. */
export function verifies(extrinsic: FakeExtrinsic, genesis: Hex, birthHash: Hex, specVersion: number): boolean {
  const versions = Buffer.alloc(8);
  versions.writeUInt32LE(specVersion, 0);
  versions.writeUInt32LE(1, 4);
  const implicit = [versions, fromHex(genesis), fromHex(birthHash), Uint8Array.of(0)];
  const payload = Buffer.concat([extrinsic.callBytes, extrinsic.extraBytes, ...implicit]);
  const message = payload.length > 256 ? blake2b(payload, { dkLen: 32 }) : payload;
  return verify(extrinsic.signer, message, extrinsic.signature);
}

function readCompact(bytes: Uint8Array, at: number): { value: number; size: number } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mode = (view[at] ?? 0) & 0b11;
  if (mode === 0) return { value: (view[at] ?? 0) >> 2, size: 1 };
  if (mode === 1) return { value: view.readUInt16LE(at) >> 2, size: 2 };
  if (mode === 2) return { value: Math.floor(view.readUInt32LE(at) / 4), size: 4 };
  throw new Error("a compact integer that is too long");
}
