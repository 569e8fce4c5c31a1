import type { ChainMetadata } from "../metadata/index.ts";

export type Hex = `0x${string}`;

/** A block's state: storage keys to values, both as the real chain encodes them. */
export class FakeStorage {
  readonly metadata: ChainMetadata;
  readonly raw: Map<Hex, Hex>;

  constructor(metadata: ChainMetadata, raw: ReadonlyMap<Hex, Hex> = new Map()) {
    this.metadata = metadata;
    this.raw = new Map(raw);
  }

  /** A value, or the item's default. The caller says its type: this is a test's own data. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  get<T>(pallet: string, item: string, ...args: unknown[]): T {
    const codec = this.metadata.storage(pallet, item);
    const value = this.raw.get(codec.keys.enc(...args) as Hex);
    return (value === undefined ? codec.fallback : codec.value.dec(value)) as T;
  }

  set(pallet: string, item: string, args: readonly unknown[], value: unknown): void {
    const codec = this.metadata.storage(pallet, item);
    this.raw.set(codec.keys.enc(...args) as Hex, toHex(codec.value.enc(value)));
  }

  /** Bytes that no encoder would make. */
  setRaw(pallet: string, item: string, args: readonly unknown[], value: Hex): void {
    this.raw.set(this.metadata.storage(pallet, item).keys.enc(...args) as Hex, value);
  }

  delete(pallet: string, item: string, ...args: unknown[]): void {
    this.raw.delete(this.metadata.storage(pallet, item).keys.enc(...args) as Hex);
  }

  /** Arguments and value of every entry. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  entries<T>(pallet: string, item: string, ...args: unknown[]): { args: unknown[]; value: T }[] {
    const codec = this.metadata.storage(pallet, item);
    const prefix = codec.keys.enc(...args);
    return [...this.raw]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => ({ args: codec.keys.dec(key), value: codec.value.dec(value) as T }));
  }
}

export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}

export function fromHex(hex: string): Uint8Array {
  // A copy of its own: the codecs read from the start of the underlying memory.
  return Uint8Array.from(Buffer.from(hex.slice(2), "hex"));
}
