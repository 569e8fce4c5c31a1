import { measureSlice } from "./measure-slice.ts";
import type { CardSlice, SliceResult } from "./slice.ts";
import type { Subject } from "./subject.ts";

/** How far a measurement is. */
export interface CardProgress {
  /** What is being measured: `baselines, level 3`. */
  readonly step: string;
  readonly done: number;
  readonly of: number;
}

/** Measures all slices, in any order and anywhere; the results come in the order of the slices. */
export type MeasureAll = (
  slices: readonly CardSlice[],
  onStart: (slice: CardSlice) => void,
) => Promise<readonly SliceResult[]>;

/** One slice after the other, in this thread. */
export function inTurn(subject: Subject): MeasureAll {
  return async (slices, onStart) => {
    const results: SliceResult[] = [];
    for (const slice of slices) {
      onStart(slice);
      results.push(await measureSlice(subject, slice));
    }
    return results;
  };
}

/** Tells of each slice as it begins. */
export function progressOf(of: number, onProgress: (progress: CardProgress) => void): (slice: CardSlice) => void {
  let started = 0;
  return ({ check, level }) => {
    onProgress({ step: level === 0 ? check : `${check}, level ${level}`, done: started, of });
    started += 1;
  };
}
