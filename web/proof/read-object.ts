/** Bounds on a fetched object, as the record's own: compressed, and after decompression. */
export interface ObjectLimits {
  readonly compressedBytes: number;
  readonly bytes: number;
}

/**
 * Fetches a gzip object and decompresses it, bounded.
 *
 * @returns `undefined` where there is none
 */
export async function readObject(url: string, limits: ObjectLimits): Promise<Uint8Array | undefined> {
  const response = await fetch(url);
  if (response.status === 404) return undefined;
  if (!response.ok || response.body === null) throw new Error(`${url} answers ${response.status}`);
  const packed = await bounded(response.body, limits.compressedBytes);
  // A server may have unpacked it on the way: gzip begins with these two bytes.
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) return packed;
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return bounded(unpacked, limits.bytes);
}

async function bounded(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new Error(`it has more than ${most.toLocaleString("en")} bytes`);
    }
    pieces.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
