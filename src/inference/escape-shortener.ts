const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const LETTER_U = 0x75;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** `\uXXXX`, and two of them for what is no character of 16 bits. */
const ESCAPE_BYTES = 6;
/** What `\u` can be told shorter by, besides UTF-8. */
const SHORT_ESCAPES: ReadonlyMap<number, number> = new Map(
  ['""', "\\\\", "\bb", "\ff", "\nn", "\rr", "\tt"].map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)]),
);

/**
 * Rewrites the texts of JSON into their shortest spelling, in place: `\u0416` takes six bytes for two. It means the same
 * afterwards; what is no JSON, and halves of surrogate pairs, stay as they are. A text does not go on over a line's end.
 */
export class EscapeShortener {
  #isInText = false;

  /**
   * Goes on from where it was before.
   *
   * @param from the bytes before it are done
   * @returns up to where it read, which is before an escape whose end has not come, and up to where it wrote
   */
  shorten(bytes: Buffer, from: number): { readonly read: number; readonly written: number } {
    let written = from;
    let at = from;
    while (at < bytes.length) {
      const byte = bytes[at] ?? 0;
      if (byte === BACKSLASH && this.#isInText) {
        const size = escapeSize(bytes, at);
        if (at + size > bytes.length) break;
        written = writeEscape(bytes, at, size, written);
        at += size;
        continue;
      }
      if (byte === QUOTE) this.#isInText = !this.#isInText;
      else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) this.#isInText = false;
      bytes[written] = byte;
      written += 1;
      at += 1;
    }
    return { read: at, written };
  }
}

/** How many bytes belong together, some of which may not have come. */
function escapeSize(bytes: Buffer, at: number): number {
  const kind = bytes[at + 1];
  if (kind !== LETTER_U) return kind === LINE_FEED || kind === CARRIAGE_RETURN ? 1 : 2;
  const known = Math.min(bytes.length - at, ESCAPE_BYTES);
  for (let digit = 2; digit < known; digit += 1) if (hexOf(bytes[at + digit]) < 0) return 2;
  if (known < ESCAPE_BYTES || !isHigh(unitAt(bytes, at))) return ESCAPE_BYTES;
  // The half after it: as far as it has come, it must look like one.
  if (at + 6 < bytes.length && bytes[at + 6] !== BACKSLASH) return ESCAPE_BYTES;
  if (at + 7 < bytes.length && bytes[at + 7] !== LETTER_U) return ESCAPE_BYTES;
  for (let digit = 8; digit < 12 && at + digit < bytes.length; digit += 1)
    if (hexOf(bytes[at + digit]) < 0) return ESCAPE_BYTES;
  if (at + 12 <= bytes.length && !isLow(unitAt(bytes, at + 6))) return ESCAPE_BYTES;
  return 2 * ESCAPE_BYTES;
}

/** @returns where to write next */
function writeEscape(bytes: Buffer, at: number, size: number, written: number): number {
  if (size < ESCAPE_BYTES) return move(bytes, at, size, written);
  const unit = unitAt(bytes, at);
  if (size > ESCAPE_BYTES) {
    const point = 0x10000 + ((unit - 0xd800) << 10) + unitAt(bytes, at + ESCAPE_BYTES) - 0xdc00;
    bytes[written] = 0xf0 | (point >> 18);
    bytes[written + 1] = 0x80 | ((point >> 12) & 0x3f);
    return writeRest(bytes, written + 2, point, 2);
  }
  const short = SHORT_ESCAPES.get(unit);
  if (short !== undefined) {
    bytes[written] = BACKSLASH;
    bytes[written + 1] = short;
    return written + 2;
  }
  if (unit < 0x20 || isHigh(unit) || isLow(unit)) return move(bytes, at, size, written);
  if (unit < 0x80) bytes[written] = unit;
  else if (unit < 0x800) bytes[written] = 0xc0 | (unit >> 6);
  else bytes[written] = 0xe0 | (unit >> 12);
  return writeRest(bytes, written + 1, unit, unit < 0x80 ? 0 : unit < 0x800 ? 1 : 2);
}

/** The last bytes of a character in UTF-8. By hand: a call of `Buffer.write` for each would take most of the time. */
function writeRest(bytes: Buffer, written: number, point: number, count: number): number {
  for (let left = count; left > 0; left -= 1)
    bytes[written + count - left] = 0x80 | ((point >> (6 * (left - 1))) & 0x3f);
  return written + count;
}

function move(bytes: Buffer, at: number, size: number, written: number): number {
  for (let index = 0; index < size; index += 1) bytes[written + index] = bytes[at + index] ?? 0;
  return written + size;
}

function unitAt(bytes: Buffer, at: number): number {
  let unit = 0;
  for (let digit = 2; digit < ESCAPE_BYTES; digit += 1) unit = unit * 16 + hexOf(bytes[at + digit]);
  return unit;
}

/** -1 for what is no digit. */
function hexOf(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const small = byte | 0x20;
  return small >= 0x61 && small <= 0x66 ? small - 0x57 : -1;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
