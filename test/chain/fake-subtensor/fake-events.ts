import type { ChainMetadata } from "../metadata/index.ts";
import { toHex, type Hex } from "./fake-storage.ts";

/** What a transaction of a block came to: the name of the pallet's error when it did nothing. */
export interface Applied {
  readonly failure: string | undefined;
}

/** Weight 0, class normal, no fee. */
const DISPATCH_INFO = [0, 0, 0, 1];

/** `System.Events` of a block, written byte by byte: System is pallet 0, success its event 0, failure its event 1. */
export function encodeEvents(runtime: ChainMetadata, applied: readonly Applied[]): Hex {
  const records = applied.map(({ failure }, index) => {
    const phase = [0, index & 0xff, index >> 8, 0, 0];
    const event = failure === undefined ? [0, 0] : [0, 1, 3, ...moduleError(runtime, failure)];
    return Uint8Array.of(...phase, ...event, ...DISPATCH_INFO, 0);
  });
  if (records.length >= 64) throw new Error("the fake has blocks of at most 63 transactions");
  return toHex(Uint8Array.of(records.length << 2, ...records.flatMap((record) => [...record])));
}

/** Index of the pallet and of its error, then three zeros. */
function moduleError({ metadata, lookup }: ChainMetadata, name: string): number[] {
  for (const pallet of ["SubtensorModule", "Commitments"]) {
    const found = metadata.pallets.find((one) => one.name === pallet);
    const errors = found?.errors === undefined ? undefined : lookup(found.errors.type);
    const index = errors?.type === "enum" ? errors.value[name]?.idx : undefined;
    if (found !== undefined && index !== undefined) return [found.index, index, 0, 0, 0];
  }
  throw new Error(`no pallet has an error ${name}`);
}
