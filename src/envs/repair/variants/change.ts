import { RANGES, type Range } from "../ranges.ts";

/** What a part of a design might be instead, and the kind of the fault that this is. */
export type Change<T> = readonly [kind: string, changed: T];

/** The numbers beside a number that designs are drawn with. */
export function near(number: number, range: Range): number[] {
  const [least, most] = RANGES[range];
  return [number - 1, number + 1].filter((one) => one >= least && one <= most);
}
