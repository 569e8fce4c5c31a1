import { readNamedIntegers } from "../../../src/envs/extract/index.ts";
import type { TrackSecret } from "../../../src/envs/track/track-secret.ts";
import { several, type Facts } from "./facts.ts";

const MOST_VALUES = 8;

/** The values that are otherwise than the answer says. */
export function trackEvidence({ names, values }: TrackSecret, extracted: string): Facts {
  const read = readNamedIntegers(extracted, names);
  if (!read.valid) return [["asked for", several(names, MOST_VALUES)]];
  const wrong = names.flatMap((name, at) =>
    read.values[at] === values[at] ? [] : [`${name}: said ${read.values[at]}, is ${values[at]}`],
  );
  return wrong.length === 0 ? [] : [["wrong values", several(wrong, MOST_VALUES)]];
}
