import type { Random } from "../../../core/index.ts";
import { mutantsOf, type Mutant } from "../spec/mutants.ts";
import type { InputKind } from "../spec/operation.ts";
import type { Trace } from "../spec/run-spec.ts";
import type { Spec } from "../spec/spec.ts";
import { drawTest } from "./draw-test.ts";
import { Killers } from "./killers.ts";

/** An input and what a right program prints for it. */
export interface IoTest {
  readonly input: string;
  readonly output: string;
}

export interface TestSuite {
  readonly example: IoTest;
  readonly tests: readonly IoTest[];
}

const OCCASIONS: readonly InputKind[] = [
  "empty",
  "one",
  "equal",
  "ties",
  "huge",
  "large",
  ...Array.from({ length: 8 }, () => "random" as const),
];
const KILL_ATTEMPTS = 300;
/** Of these, the ones that must show that every sentence matters: of 48,000 kills, 75 come later. */
const FIRST_ATTEMPTS = 60;
/** More tests that answer alike than this would let a constant pass too many. */
const MOST_ALIKE = 4;
const MOST_TESTS = 20;

/**
 * The tests of a spec: one for every occasion, then for every near miss of the spec that they do not tell from it an
 * input that does. `null` refuses the spec: a sentence that changes nothing, outputs that repeat or give the input back.
 */
export function hiddenTests(spec: Spec, random: Random): TestSuite | null {
  const tests: Trace[] = [];
  for (const occasion of OCCASIONS) {
    const test = drawTest(spec, occasion, random);
    if (test === null || (occasion === "random" && test.output.trim() === test.input.trim())) return null;
    tests.push(test);
  }
  if (mostAlike(tests) > MOST_ALIKE) return null;
  if (!addKillers(spec, tests, random)) return null;
  const example = drawTest(spec, "random", random);
  if (example === null) return null;
  if (tests.some(({ input, output }) => input === example.input || output === example.output)) return null;
  return { example: ioOf(example), tests: tests.map(ioOf) };
}

/**
 * Adds tests that near misses fail. False where a step may be left out, or a sentence changed in any way, and none of the
 * first inputs shows it: such a sentence matters to few inputs or to none, and looking longer would mostly be in vain.
 */
function addKillers(spec: Spec, tests: Trace[], random: Random): boolean {
  const killers = new Killers(spec, tests, random);
  const survivors: Mutant[] = [];
  const noticed = new Map<string, boolean>();
  for (const mutant of mutantsOf(spec)) {
    const killed = killers.kill(mutant, 0, FIRST_ATTEMPTS);
    if (!killed && mutant.deletion) return false;
    if (!killed) survivors.push(mutant);
    if (mutant.part !== null) noticed.set(mutant.part, killed || (noticed.get(mutant.part) ?? false));
    if (tests.length > MOST_TESTS) return false;
  }
  if (![...noticed.values()].every((part) => part)) return false;
  for (const mutant of survivors) killers.kill(mutant, FIRST_ATTEMPTS, KILL_ATTEMPTS);
  return tests.length <= MOST_TESTS && !killers.inexact;
}

function ioOf({ input, output }: Trace): IoTest {
  return { input, output };
}

function mostAlike(tests: readonly Trace[]): number {
  const counts = new Map<string, number>();
  for (const { output } of tests) counts.set(output, (counts.get(output) ?? 0) + 1);
  return Math.max(...counts.values());
}
