/** Reads WebAssembly's binary format (core specification 2.0, chapter 5) from the front. */
export class ByteReader {
  readonly bytes: Uint8Array;
  position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  /** @throws RangeError if the module ends early. */
  byte(): number {
    const value = this.bytes[this.position];
    if (value === undefined) throw new RangeError("the module ends early");
    this.position += 1;
    return value;
  }

  /** Unsigned LEB128 of at most 32 bits. */
  unsigned(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw new RangeError("a number of more than 32 bits");
  }

  /** Signed LEB128 of at most 33 bits: a block's type. */
  signed(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return (byte & 64) === 0 ? value : value - 2 ** (shift + 7);
    }
    throw new RangeError("a number of more than 33 bits");
  }

  /** Passes a LEB128 number of at most 64 bits whose value does not matter. */
  skipNumber(): void {
    for (let length = 0; length < 10; length += 1) if (this.byte() < 128) return;
    throw new RangeError("a number of more than 64 bits");
  }

  skip(length: number): void {
    if (this.position + length > this.bytes.length) throw new RangeError("the module ends early");
    this.position += length;
  }

  /** A vector's worth of readings. */
  list<Item>(read: () => Item): Item[] {
    const items: Item[] = [];
    for (let count = this.unsigned(); count > 0; count -= 1) items.push(read());
    return items;
  }
}
