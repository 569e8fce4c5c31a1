import type { Random } from "../../../core/index.ts";
import { drawKey, drawNumbers, drawWord, type Domain, type ProgramInput } from "../domain.ts";
import type { Runner } from "../run/compile-program.ts";

/** How often each line of the input is drawn anew. */
const SAMPLES = 8;

/**
 * True when every line of the input, changed alone, changes the output, and some line of the output changes with two or
 * more lines of the input: otherwise the lines could be found one after the other.
 */
export function linesAreLiveAndWoven(
  run: Runner,
  domain: Domain,
  target: { readonly input: ProgramInput; readonly lines: readonly string[] },
  random: Random,
): boolean {
  const { input, lines } = target;
  const changes: readonly (() => ProgramInput)[] = [
    () => ({ ...input, numbers: drawNumbers(domain, random) }),
    () => ({ ...input, word: drawWord(domain, random) }),
    () => ({ ...input, key: drawKey(domain, random) }),
  ];
  const causes = lines.map(() => new Set<number>());
  for (const [cause, change] of changes.entries()) {
    let live = false;
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const other = run(change());
      if (!other.ended) return false;
      for (const [at, line] of lines.entries()) {
        if (other.lines[at] === line) continue;
        live = true;
        causes[at]?.add(cause);
      }
    }
    if (!live) return false;
  }
  return causes.some((set) => set.size >= 2);
}
