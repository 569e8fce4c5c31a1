const UPPER_A = 65;
const UPPER_Z = 90;

/**
 * The text with A to Z in lower case and everything else untouched, so that every index keeps its meaning:
 * full lowercasing changes lengths (U+0130 becomes two code units).
 */
export function asciiLowercase(text: string): string {
  const bytes = Buffer.from(text, "utf16le");
  for (let low = 0; low < bytes.length; low += 2) {
    const unit = bytes[low] as number;
    if (unit >= UPPER_A && unit <= UPPER_Z && bytes[low + 1] === 0) bytes[low] = unit + 32;
  }
  return bytes.toString("utf16le");
}
