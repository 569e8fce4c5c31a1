import { isOutOfOrder, labelOf, tellsAnotherPlace } from "../extract/index.ts";

/** A remark, how many lines of the proof stand before it, and whether it is on a line of its own. */
export interface PlacedRemark {
  readonly remark: string;
  readonly before: number;
  readonly isOwnLine: boolean;
}

/**
 * Whether remarks put the lines of a proof into another order. `line 2` behind the third one may say from what it follows; behind
 * the first one it cannot, for a line follows from those above it.
 *
 * @param numbers what stands before each line as its number, `null` for nothing.
 */
export function isAnotherOrder(remarks: readonly PlacedRemark[], numbers: readonly (number | null)[]): boolean {
  const count = numbers.length;
  const headings = remarks.filter(({ isOwnLine }) => isOwnLine).map(({ remark }) => labelOf(remark)?.number ?? null);
  if (isOutOfOrder(headings)) return true;
  const behind = remarks.filter(({ isOwnLine }) => !isOwnLine);
  const labels = behind.flatMap(({ remark, before }) => {
    const label = labelOf(remark);
    return label?.isCounted === true ? [{ number: label.number, own: Math.max(before, numbers[before - 1] ?? 0) }] : [];
  });
  const countUp = labels.length === count && !isOutOfOrder(labels.map(({ number }) => number));
  if (!countUp && labels.some(({ number, own }) => number > own)) return true;
  return remarks.some(({ remark, before, isOwnLine }) => {
    const places = isOwnLine ? [before, before + 1].filter((place) => place >= 1 && place <= count) : [before];
    return tellsAnotherPlace(remark, { places: [...places, numbers[before - 1] ?? before], count }, false);
  });
}
