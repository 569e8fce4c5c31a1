import { formatOf, frontOf, stepOf, type Spec } from "./spec.ts";
import { isExact, sameValue, type Value } from "./value.ts";

/** Longest output that is asked for, in characters. */
const LONGEST_OUTPUT = 6_000;

/** A run of a spec with everything in between. */
export interface Trace {
  readonly input: string;
  /** What was read, then what each step gave. */
  readonly values: readonly Value[];
  readonly output: string;
}

/**
 * What a right program does with an input: interpreter A of the operation table.
 *
 * @returns `null` if an integer grows beyond what is exact here, or the output beyond what is asked for.
 */
export function traceSpec(spec: Spec, input: string): Trace | null {
  const values = [frontOf(spec).read(input.split("\n"), spec.front.values, spec.rules)];
  if (!values.every(isExact)) return null;
  for (const phrase of spec.steps) {
    const value = stepOf(phrase).run(values.at(-1) as Value, phrase.values);
    if (!isExact(value)) return null;
    values.push(value);
  }
  const output = formatOf(spec).print(values.at(-1) as Value, spec.format.values);
  return output.length > LONGEST_OUTPUT ? null : { input, values, output };
}

/** What a right program prints for an input; `null` as {@link traceSpec}. */
export function runSpec(spec: Spec, input: string): string | null {
  return traceSpec(spec, input)?.output ?? null;
}

/**
 * True if a variant of a spec prints something else for the input of a trace. Only what differs is run: parts that
 * both have are the same objects.
 */
export function printsOther(variant: Spec, spec: Spec, trace: Trace): boolean {
  const sameReading = variant.front === spec.front && variant.rules === spec.rules;
  const sameFormat = variant.format === spec.format;
  const aligned = variant.steps.length === spec.steps.length;
  let done = 0;
  if (sameReading) while (done < variant.steps.length && variant.steps[done] === spec.steps[done]) done += 1;
  let value = trace.values[done] as Value;
  if (!sameReading) {
    value = frontOf(variant).read(trace.input.split("\n"), variant.front.values, variant.rules);
    if (!isExact(value)) return false;
    if (sameFormat && variant.steps === spec.steps && sameValue(value, trace.values[0])) return false;
  }
  for (; done < variant.steps.length; done += 1) {
    const phrase = variant.steps[done] as Spec["steps"][number];
    value = stepOf(phrase).run(value, phrase.values);
    if (!isExact(value)) return false;
    const restIsSame =
      aligned && sameFormat && variant.steps.slice(done + 1).every((other, at) => other === spec.steps[done + 1 + at]);
    if (restIsSame && sameValue(value, trace.values[done + 1])) return false;
  }
  return formatOf(variant).print(value, variant.format.values) !== trace.output;
}
