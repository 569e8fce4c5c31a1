/**
 * First of the ten code points of every set of decimal digits outside ASCII (category Nd of Unicode 14.0). The table is
 * fixed here because what a runtime calls a digit changes with its Unicode version, and verdicts must not.
 */
// prettier-ignore
const DIGIT_ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
  0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
  0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136,
  0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0,
  0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

/** Ranges that a reader does not see: soft hyphen, joiners, marks of direction, fillers, byte order mark, tags. */
const INVISIBLE: readonly (readonly [first: number, last: number])[] = [
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x180b, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xfeff, 0xfeff],
  [0xe0000, 0xe007f],
];

const forbidden = new Set<number>([0]);
for (const zero of DIGIT_ZEROS) for (let digit = 0; digit < 10; digit += 1) forbidden.add(zero + digit);
for (const [first, last] of INVISIBLE) for (let point = first; point <= last; point += 1) forbidden.add(point);

/** True for text without any of these and without half of a character: what a tool's call decodes is looked at once more. */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !hasForbiddenCharacter(text);
}

/** True when a text holds NUL, a decimal digit outside ASCII, or a character without width. */
export function hasForbiddenCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit !== 0 && unit < 0x80) continue;
    const point = text.codePointAt(index) as number;
    if (forbidden.has(point)) return true;
    if (point > 0xffff) index += 1;
  }
  return false;
}
