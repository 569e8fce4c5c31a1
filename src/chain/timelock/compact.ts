import { AffineError } from "../../core/index.ts";

const MAX = 2 ** 30;

/** SCALE's compact integer, for lengths below 2^30. @throws AffineError `invalid_input` for others. */
export function compact(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0 || value >= MAX) {
    throw new AffineError("invalid_input", `${value} is no length below 2^30.`);
  }
  if (value < 64) return Uint8Array.of(value << 2);
  const bytes = Buffer.alloc(value < 16_384 ? 2 : 4);
  if (value < 16_384) bytes.writeUInt16LE((value << 2) | 1);
  else bytes.writeUInt32LE(value * 4 + 2);
  return bytes;
}

/** Reads a compact integer in its shortest form; `undefined` when there is none below 2^30. */
export function readCompact(bytes: Uint8Array, at: number): { value: number; next: number } | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mode = (buffer[at] ?? 3) & 3;
  const size = [1, 2, 4, 0][mode] ?? 0;
  if (size === 0 || at + size > buffer.length) return undefined;
  const value = Math.floor(buffer.readUIntLE(at, size) / 4);
  const least = [0, 64, 16_384][mode] ?? 0;
  return value < least ? undefined : { value, next: at + size };
}
