import { extractTagged } from "../extract/index.ts";
import type { Verdict } from "../verdict.ts";
import { brokenBy, valueOf, type OptSecret } from "./problem.ts";
import { readChoice } from "./read-choice.ts";

/** Thousandths of the way from what greedy ways reach to the proven optimum. */
export function checkOpt({ problem, base, optimum }: OptSecret, completion: unknown): Verdict {
  const asked = { base, optimum };
  const extraction = extractTagged(completion, "answer");
  if (!extraction.found) return { thousandths: 0, reason: extraction.reason, extracted: null, metrics: asked };
  const extracted = extraction.answer;
  const read = readChoice(extracted, problem.items);
  if (!read.valid) return { thousandths: 0, reason: read.reason, extracted, metrics: asked };
  const value = valueOf(problem, read.choice);
  const metrics = { ...asked, value };
  const broken = brokenBy(problem, read.choice);
  if (broken !== null) return { thousandths: 0, reason: broken, extracted, metrics };
  const thousandths = value <= base ? 0 : Math.floor((1000 * (value - base)) / (optimum - base));
  const reason = thousandths === 1000 ? "correct" : value > base ? "above_greedy" : "not_above_greedy";
  return { thousandths, reason, extracted, metrics };
}
