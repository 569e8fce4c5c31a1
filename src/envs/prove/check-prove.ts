import { extractTagged } from "../extract/index.ts";
import type { Verdict } from "../verdict.ts";
import { checkProof } from "./kernel.ts";
import { readProof } from "./read-proof.ts";
import type { ProveSecret } from "./theory.ts";

/** 1000 for any proof of the goal in which every line follows, 0 with a reason for everything else. */
export function checkProve({ theory, goal, limit }: ProveSecret, completion: unknown): Verdict {
  const asked = { limit };
  const extraction = extractTagged(completion, "answer");
  if (!extraction.found) return { thousandths: 0, reason: extraction.reason, extracted: null, metrics: asked };
  const extracted = extraction.answer;
  const read = readProof(extracted, new Set(theory.relations));
  if (!read.valid) return { thousandths: 0, reason: read.reason, extracted, metrics: { ...asked, line: read.line } };
  const lines = read.lines.length;
  if (lines > limit) return { thousandths: 0, reason: "too_many_lines", extracted, metrics: { ...asked, lines } };
  const fault = checkProof(theory, goal, read.lines);
  if (fault === null) return { thousandths: 1000, reason: "correct", extracted, metrics: { ...asked, lines } };
  return { thousandths: 0, reason: fault.reason, extracted, metrics: { ...asked, lines, line: fault.line } };
}
