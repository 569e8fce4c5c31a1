import type { Random } from "../../../core/index.ts";
import { mutantsOf } from "../spec/mutants.ts";
import type { InputKind } from "../spec/operation.ts";
import { printsOther, traceSpec, type Trace } from "../spec/run-spec.ts";
import { frontOf, type Spec } from "../spec/spec.ts";

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
/** Occasions of inputs that are to tell a mutant from its original. */
const KILLING: readonly InputKind[] = ["random", "random", "random", "ties", "large", "huge", "equal"];
const KILL_ATTEMPTS = 300;
/** More tests that answer alike than this would let a constant pass too many. */
const MOST_ALIKE = 4;
const MOST_TESTS = 20;
/** Draws of one input; the larger ones may not be exact for a task that multiplies much. */
const INPUT_ATTEMPTS = 5;

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

/** Adds tests that near misses fail; false if a step may be left out unnoticed, or no change of a sentence is noticed. */
function addKillers(spec: Spec, tests: Trace[], random: Random): boolean {
  const candidates: Trace[] = [];
  const noticed = new Map<string, boolean>();
  for (const mutant of mutantsOf(spec)) {
    let killed = tests.some((trace) => printsOther(mutant.spec, spec, trace));
    for (let attempt = 0; !killed && attempt < KILL_ATTEMPTS; attempt += 1) {
      const candidate = candidates[attempt] ?? drawTest(spec, KILLING[attempt % KILLING.length] as InputKind, random);
      if (candidate === null) return false;
      candidates[attempt] = candidate;
      if (!printsOther(mutant.spec, spec, candidate)) continue;
      tests.push(candidate);
      killed = true;
    }
    if (!killed && mutant.deletion) return false;
    if (mutant.part !== null) noticed.set(mutant.part, killed || (noticed.get(mutant.part) ?? false));
    if (tests.length > MOST_TESTS) return false;
  }
  return [...noticed.values()].every((killed) => killed);
}

function drawTest(spec: Spec, occasion: InputKind, random: Random): Trace | null {
  for (let attempt = 0; attempt < INPUT_ATTEMPTS; attempt += 1) {
    const trace = traceSpec(spec, frontOf(spec).makeInput(random, occasion, spec.front.values, spec.rules));
    if (trace !== null) return trace;
  }
  return null;
}

function ioOf({ input, output }: Trace): IoTest {
  return { input, output };
}

function mostAlike(tests: readonly Trace[]): number {
  const counts = new Map<string, number>();
  for (const { output } of tests) counts.set(output, (counts.get(output) ?? 0) + 1);
  return Math.max(...counts.values());
}
