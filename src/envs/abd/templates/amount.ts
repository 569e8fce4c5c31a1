import type { ProgramDraft } from "../draft/program-draft.ts";
import { item, number, sumOf } from "../tree/build.ts";
import type { NumberExpression } from "../tree/expression.ts";

/** A number for a shift or a turn, and the variables it is made of. */
export interface Amount {
  readonly value: NumberExpression;
  readonly reads: readonly string[];
  /** Largest distance from 0. */
  readonly largest: number;
}

/** A number of the program; now and then the sum of a list, or an item of it. */
export function amount(draft: ProgramDraft): Amount {
  const { random } = draft;
  if (random.chance(5, 8)) {
    const { name, low, high } = draft.number();
    return { value: number(name), reads: [name], largest: Math.max(Math.abs(low), Math.abs(high)) };
  }
  const list = draft.list();
  const largest = Math.max(Math.abs(list.low), Math.abs(list.high));
  if (random.chance(1, 2)) return { value: sumOf(list.name), reads: [list.name], largest: largest * list.longest };
  const at = random.between(-1, list.shortest - 1);
  return { value: item(list.name, at), reads: [list.name], largest };
}
