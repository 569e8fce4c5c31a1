import { compactNumber, Twox128, Twox64Concat } from "@polkadot-api/substrate-bindings";
import { blake2b } from "@noble/hashes/blake2.js";
import { FakeTrie, hash } from "./fake-trie.ts";
import { fromHex, toHex, type FakeStorage, type Hex } from "./fake-storage.ts";

/** A header as a node answers it. */
export interface FakeHeader {
  readonly parentHash: Hex;
  readonly number: Hex;
  readonly stateRoot: Hex;
  readonly extrinsicsRoot: Hex;
  readonly digest: { readonly logs: readonly Hex[] };
}

/** Hashes that the state keeps of blocks before (`System.BlockHashCount`). */
export const KEPT_HASHES = 250;

/** A real header of a block: the state's root is its trie's. What stands for the transactions is a hash of them. */
export function realHeader(
  block: { readonly number: number; readonly parentHash: Hex; readonly extrinsics: readonly Hex[] },
  storage: FakeStorage,
  salt: string,
): { readonly header: FakeHeader; readonly hash: Hex; readonly trie: FakeTrie } {
  const trie = new FakeTrie(storage.raw);
  const transactions = blake2b(Buffer.from(`${salt} ${block.extrinsics.join()}`), { dkLen: 32 });
  const slot = Buffer.alloc(8);
  slot.writeUInt32LE(block.number);
  // A digest as Aura's: PreRuntime (6), its engine, eight bytes of slot.
  const log = Buffer.concat([Uint8Array.of(6), Buffer.from("aura"), Uint8Array.of(8 << 2), slot]);
  const header: FakeHeader = {
    parentHash: block.parentHash,
    number: `0x${block.number.toString(16)}`,
    stateRoot: trie.root,
    extrinsicsRoot: toHex(transactions),
    digest: { logs: [toHex(log)] },
  };
  const encoded = Buffer.concat([
    fromHex(header.parentHash),
    compactNumber.enc(block.number),
    fromHex(header.stateRoot),
    fromHex(header.extrinsicsRoot),
    compactNumber.enc(1),
    log,
  ]);
  return { header, hash: hash(encoded), trie };
}

/** `System.BlockHash` of a block, as the chain keeps it from the next one on. */
export function keepBlockHash(storage: FakeStorage, number: number, of: Hex): void {
  storage.raw.set(blockHashKey(number), of);
  storage.raw.delete(blockHashKey(number - KEPT_HASHES));
}

function blockHashKey(number: number): Hex {
  const encoded = Buffer.alloc(4);
  encoded.writeInt32LE(number);
  const parts = [Twox128(Buffer.from("System")), Twox128(Buffer.from("BlockHash")), Twox64Concat(encoded)];
  return toHex(Buffer.concat(parts));
}
