import type { Random } from "../../../core/index.ts";
import { drawInput, type Domain, type ProgramInput } from "../domain.ts";
import type { Runner } from "../run/compile-program.ts";
import { letterChanges, numberChanges } from "./changed-element.ts";

/** Changes of one element that are tried on the target, and then each on an input of its own. */
const SAMPLES_ON_TARGET = 4;
const SAMPLES_ELSEWHERE = 4;

/** True when every number of the list and every letter of the word, changed alone, changes the output of some sample. */
export function everyElementIsLive(
  run: Runner,
  domain: Domain,
  target: { readonly input: ProgramInput; readonly lines: readonly string[] },
  random: Random,
): boolean {
  return [...numberChanges(domain, random), ...letterChanges(domain, random)].every((change) => {
    for (let sample = 0; sample < SAMPLES_ON_TARGET; sample += 1) {
      if (differs(run, change(target.input), target.lines)) return true;
    }
    for (let sample = 0; sample < SAMPLES_ELSEWHERE; sample += 1) {
      const input = drawInput(domain, random);
      const before = run(input);
      if (before.ended && differs(run, change(input), before.lines)) return true;
    }
    return false;
  });
}

function differs(run: Runner, input: ProgramInput, lines: readonly string[]): boolean {
  const other = run(input);
  return other.ended && other.lines.some((line, at) => line !== lines[at]);
}
