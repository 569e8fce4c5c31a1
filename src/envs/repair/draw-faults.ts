import type { Random } from "../../core/index.ts";
import type { Design } from "./design.ts";
import { areApart, type Place } from "./places.ts";
import { variantsOf, type Variant } from "./variants/variants.ts";

/** Faults of a package. */
export interface DrawnFaults {
  /** The design with each fault alone. */
  readonly variants: readonly Variant[];
  /** The design with all of them. */
  readonly design: Design;
}

/** A fault in a statement, and where two are wanted another one in a statement elsewhere; `null` where there is none. */
export function drawFaults(
  design: Design,
  { slot, count }: { readonly slot: string; readonly count: 1 | 2 },
  places: ReadonlyMap<string, Place>,
  random: Random,
): DrawnFaults | null {
  const variants = variantsOf(design);
  const first = random.pick(variants.filter((variant) => variant.slot === slot));
  if (count === 1) return { variants: [first], design: first.design };
  const both = variantsOf(first.design);
  const others = [...new Set(both.map((variant) => variant.slot))].filter((other) => areApart(places, slot, other));
  if (others.length === 0) return null;
  const other = random.pick(others);
  const changes = both.filter((variant) => variant.slot === other);
  const at = random.below(changes.length);
  const [second, alone] = [changes[at], variants.filter((variant) => variant.slot === other)[at]];
  // What a statement might be instead does not depend on a statement elsewhere.
  if (second === undefined || alone?.kind !== second.kind) return null;
  return { variants: [first, alone], design: second.design };
}

/** Near misses of mendings, so many a fault: the statement is changed otherwise, and all others are right. */
export function nearMisses(design: Design, { variants }: DrawnFaults, most: number, random: Random): Design[] {
  const faulty = new Set(variants.map(({ design: one }) => JSON.stringify(one)));
  const slots = new Set(variants.map(({ slot }) => slot));
  const misses = variantsOf(design).filter((one) => slots.has(one.slot) && !faulty.has(JSON.stringify(one.design)));
  return random
    .shuffle(misses)
    .slice(0, most * variants.length)
    .map((one) => one.design);
}
