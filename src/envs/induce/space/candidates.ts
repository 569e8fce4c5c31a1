import { COMBINATIONS } from "../grammar/combination.ts";
import { bounded } from "../grammar/run-rule.ts";
import type { Step } from "../grammar/step.ts";
import { beginning, Candidate } from "./candidate.ts";
import type { Calls } from "./calls.ts";

/**
 * All beginnings of up to so many steps, the shorter ones first, each with its list on the first call.
 *
 * @param steps in the order in which they are tried.
 */
export function* candidates(calls: Calls, most: number, steps: readonly Step[]): Generator<Candidate> {
  const input = calls.inputs[0];
  if (input === undefined) return;
  const combinations = calls.input === "lists" ? COMBINATIONS : [null];
  let layer: Candidate[] = [];
  for (const combination of combinations) {
    const first = beginning(combination, input);
    if (first !== null) layer.push(new Candidate(calls, combination, [], first));
  }
  for (;;) {
    yield* layer;
    const isLast = (layer[0]?.size ?? most) >= most - 1;
    if ((layer[0]?.size ?? most) >= most) return;
    if (isLast) {
      for (const before of layer) yield* longer(before, steps, calls, input.k);
      return;
    }
    layer = layer.flatMap((before) => [...longer(before, steps, calls, input.k)]);
  }
}

function* longer(before: Candidate, steps: readonly Step[], calls: Calls, k: number): Generator<Candidate> {
  for (const step of steps) {
    const first = bounded(step.run(before.first, k));
    if (first !== null) yield new Candidate(calls, before.combination, [...before.steps, step], first);
  }
}
