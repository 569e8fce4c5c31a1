import type { Random } from "../../../core/index.ts";
import type { Domain, ProgramInput } from "../domain.ts";
import type { Runner } from "../run/compile-program.ts";
import { letterChanges, numberChanges, type Change } from "./changed-element.ts";

/**
 * True when changes spread: the share of the output's parts (numbers of lists, letters of words) that change with one
 * number of the input, and the share that changes with one letter, both on average, sum up to at least so many percent.
 * Where they do not, each element shows in a place of its own, and one pass over all values of one element after the
 * other finds the input.
 */
export function changesSpread(
  run: Runner,
  domain: Domain,
  target: { readonly input: ProgramInput; readonly lines: readonly string[] },
  percent: number,
  random: Random,
): boolean {
  const parts = target.lines.map(partsOf);
  const total = parts.reduce((sum, line) => sum + line.length, 0);
  const changed = (changes: readonly Change[]): number =>
    changes.reduce((sum, change) => sum + partsChanged(run, change(target.input), parts), 0);
  const byNumbers = changed(numberChanges(domain, random));
  const byLetters = changed(letterChanges(domain, random));
  const { count, letters } = domain;
  // byNumbers / (count · total) + byLetters / (letters · total) ≥ percent / 100, in integers.
  return 100 * (byNumbers * letters + byLetters * count) >= percent * count * letters * total;
}

function partsChanged(run: Runner, input: ProgramInput, parts: readonly (readonly string[])[]): number {
  const other = run(input);
  if (!other.ended) return 0;
  let changed = 0;
  for (const [at, line] of parts.entries()) {
    const others = partsOf(other.lines[at] ?? "");
    for (const [place, part] of line.entries()) if (others[place] !== part) changed += 1;
  }
  return changed;
}

function partsOf(line: string): string[] {
  return line.split(/^[a-z]/.test(line) ? "" : " ");
}
