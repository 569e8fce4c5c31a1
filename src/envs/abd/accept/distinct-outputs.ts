import type { Random } from "../../../core/index.ts";
import { drawInput, type Domain } from "../domain.ts";
import type { Runner } from "../run/compile-program.ts";

/** Three random inputs for every four trials, and 98% of their outputs must be distinct. */
const SAMPLES_OF_TRIALS = { share: 3, of: 4 };
const MOST_REPEATS_PERCENT = 2;

/** True when random inputs end, give nearly as many outputs as there are inputs, and never the target's. */
export function outputsAreDistinct(
  run: Runner,
  domain: Domain,
  { target, trials }: { readonly target: string; readonly trials: number },
  random: Random,
): boolean {
  const seen = new Set<string>();
  const samples = Math.floor((trials * SAMPLES_OF_TRIALS.share) / SAMPLES_OF_TRIALS.of);
  const mostRepeats = Math.floor((samples * MOST_REPEATS_PERCENT) / 100);
  for (let sample = 0; sample < samples; sample += 1) {
    const other = run(drawInput(domain, random));
    if (!other.ended) return false;
    const output = other.lines.join("\n");
    if (output === target) return false;
    seen.add(output);
    if (sample + 1 - seen.size > mostRepeats) return false;
  }
  return true;
}
