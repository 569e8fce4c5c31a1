import type { Random } from "../../../core/index.ts";
import type { InputKind } from "../spec/operation.ts";
import { traceSpec, type Trace } from "../spec/run-spec.ts";
import { frontOf, type Spec } from "../spec/spec.ts";

/** Draws of one input; the larger ones may not be exact for a task that multiplies much. */
const INPUT_ATTEMPTS = 5;

/** A run on a random input of some occasion, `null` where none of several inputs gives an exact result. */
export function drawTest(spec: Spec, occasion: InputKind, random: Random): Trace | null {
  const front = frontOf(spec);
  for (let attempt = 0; attempt < INPUT_ATTEMPTS; attempt += 1) {
    const trace = traceSpec(spec, front.makeInput(random, occasion, spec.front.values, spec.rules));
    if (trace !== null) return trace;
  }
  return null;
}
