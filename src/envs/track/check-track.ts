import { extractTagged, readNamedIntegers } from "../extract/index.ts";
import type { Verdict } from "../verdict.ts";
import type { TrackSecret } from "./track-secret.ts";

/** 1000 when every value is right, 0 with a reason for everything else. */
export function checkTrack({ names, values }: TrackSecret, completion: unknown): Verdict {
  const asked = { values: values.length };
  const extraction = extractTagged(completion, "answer");
  if (!extraction.found) return { thousandths: 0, reason: extraction.reason, extracted: null, metrics: asked };
  const extracted = extraction.answer;
  const read = readNamedIntegers(extracted, names);
  if (!read.valid) return { thousandths: 0, reason: read.reason, extracted, metrics: asked };
  const right = read.values.filter((value, place) => value === values[place]).length;
  const correct = right === values.length;
  const metrics = { ...asked, right };
  return { thousandths: correct ? 1000 : 0, reason: correct ? "correct" : "wrong_value", extracted, metrics };
}
