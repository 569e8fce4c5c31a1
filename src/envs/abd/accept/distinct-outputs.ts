import type { Random } from "../../../core/index.ts";
import { drawInput, type Domain } from "../domain.ts";
import type { Runner } from "../run/compile-program.ts";

const SAMPLES = 150;
/** 98% must be distinct. */
const MOST_REPEATS = 3;

/** True when random inputs end, give nearly as many outputs as there are inputs, and never the target's. */
export function outputsAreDistinct(run: Runner, domain: Domain, target: string, random: Random): boolean {
  const seen = new Set<string>();
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const other = run(drawInput(domain, random));
    if (!other.ended) return false;
    const output = other.lines.join("\n");
    if (output === target) return false;
    seen.add(output);
    if (sample + 1 - seen.size > MOST_REPEATS) return false;
  }
  return true;
}
