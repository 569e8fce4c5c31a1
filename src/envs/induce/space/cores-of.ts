import { PREDICATES } from "../grammar/predicate.ts";
import type { Choice } from "../grammar/rule.ts";
import type { ChoiceSet } from "./choices.ts";
import { numbersIn } from "./element-sets.ts";

/** The choices of a set, one by one, by their names. */
export function* coresOf({ predicates, results }: ChoiceSet, ids: readonly string[]): Generator<Choice> {
  const names = predicates.map((number) => PREDICATES[number]?.id as string);
  const options = results.map(([low, high]) => numbersIn(low, high).map((number) => ids[number] as string));
  for (const picked of products(options)) yield { predicates: names, results: picked };
}

function* products(options: readonly (readonly string[])[]): Generator<readonly string[]> {
  const [first, ...others] = options;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const rest of products(others)) for (const one of first) yield [one, ...rest];
}
