import { hostileSlice } from "./hostile-slice.ts";
import { baselineSlice, duplicateSlice, figureSlice, oracleSlice } from "./question-slices.ts";
import type { CardSlice, SliceResult } from "./slice.ts";
import { goldenSlice } from "./steady.ts";
import type { Subject } from "./subject.ts";

/** Measures one slice of a card. The result is plain data, fit to be sent between threads. */
export async function measureSlice(subject: Subject, slice: CardSlice): Promise<SliceResult> {
  switch (slice.check) {
    case "golden":
      return goldenSlice(subject, slice);
    case "oracle":
      return oracleSlice(subject, slice);
    case "baselines":
      return baselineSlice(subject, slice);
    case "figures":
      return figureSlice(subject, slice);
    case "duplicates":
      return duplicateSlice(subject, slice);
    case "hostile":
      return hostileSlice(subject, slice);
  }
}
