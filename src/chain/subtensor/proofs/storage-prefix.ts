import type { Hex } from "../../chain.ts";
import { toHex } from "../runtime/runtime.ts";

/**
 * First bytes of a storage item's keys: twox128 of both names, in every Substrate runtime. Worked out here, since metadata
 * are an endpoint's own account, and a key of its choice would prove something else.
 */
export async function storagePrefix(pallet: string, item: string): Promise<Hex> {
  const { Twox128 } = await import("@polkadot-api/substrate-bindings");
  return toHex(Buffer.concat([pallet, item].map((name) => Twox128(Buffer.from(name, "utf8")))));
}

/** Key of `System.BlockHash(number)`: the number as u32, behind its twox64 (`Twox64Concat`). */
export async function blockHashKey(number: number): Promise<Hex> {
  const { Twox64Concat } = await import("@polkadot-api/substrate-bindings");
  const encoded = Buffer.alloc(4);
  encoded.writeUInt32LE(number);
  return `${await storagePrefix("System", "BlockHash")}${Buffer.from(Twox64Concat(encoded)).toString("hex")}`;
}
