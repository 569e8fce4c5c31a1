/**
 * Messages over a byte stream: four bytes of length (big-endian), a JSON header of that length, then the header's
 * `parts`, byte strings whose lengths the header lists. No object is ever revived from the other side's bytes.
 */
export interface Frame {
  readonly header: unknown;
  readonly parts: readonly Uint8Array[];
}

const MOST_HEADER_BYTES = 65_536;
const MOST_PART_BYTES = 128 * 2 ** 20;
const NOTHING = Buffer.alloc(0);

export function encodeFrame(header: Record<string, unknown>, parts: readonly Uint8Array[] = []): Buffer[] {
  const text = Buffer.from(JSON.stringify({ ...header, parts: parts.map((part) => part.length) }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return [length, text, ...parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))];
}

/** Cuts a stream of chunks into frames. @throws RangeError or SyntaxError when the stream makes no sense. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #available = 0;
  #header: { value: unknown; lengths: number[]; bytes: number } | null = null;

  /** Takes a chunk; yields the frames that it completes. */
  *push(chunk: Buffer): Generator<Frame> {
    this.#chunks.push(chunk);
    this.#available += chunk.length;
    for (let frame = this.#next(); frame !== null; frame = this.#next()) yield frame;
  }

  #next(): Frame | null {
    this.#header ??= this.#readHeader();
    if (this.#header === null || this.#available < this.#header.bytes) return null;
    const { value, lengths } = this.#header;
    this.#header = null;
    return { header: value, parts: lengths.map((length) => this.#take(length)) };
  }

  #readHeader(): { value: unknown; lengths: number[]; bytes: number } | null {
    if (this.#available < 4) return null;
    const prefix = this.#take(4);
    const length = prefix.readUInt32BE();
    if (length > MOST_HEADER_BYTES) throw new RangeError(`a header of ${length} bytes`);
    if (this.#available < length) {
      this.#chunks.unshift(prefix);
      this.#available += 4;
      return null;
    }
    const value: unknown = JSON.parse(this.#take(length).toString("utf8"));
    const lengths = lengthsOf(value);
    const bytes = lengths.reduce((sum, part) => sum + part, 0);
    if (bytes > MOST_PART_BYTES) throw new RangeError(`parts of ${bytes} bytes`);
    return { value, lengths, bytes };
  }

  #take(length: number): Buffer {
    if (length === 0) return NOTHING;
    const first = this.#chunks[0];
    this.#available -= length;
    if (first !== undefined && first.length >= length) {
      if (first.length === length) this.#chunks.shift();
      else this.#chunks[0] = first.subarray(length);
      return first.subarray(0, length);
    }
    const all = Buffer.concat(this.#chunks);
    this.#chunks = all.length > length ? [all.subarray(length)] : [];
    return all.subarray(0, length);
  }
}

function lengthsOf(header: unknown): number[] {
  const lengths = (header as { parts?: unknown } | null)?.parts;
  if (!Array.isArray(lengths) || lengths.length > 4) throw new RangeError("a header without its parts");
  return lengths.map((length: unknown) => {
    if (typeof length !== "number" || !Number.isInteger(length) || length < 0) throw new RangeError("a part's length");
    return length;
  });
}
