import { COMBINATIONS, type Combination } from "./combination.ts";
import { ELEMENT_MAPS, type ElementMap } from "./element-map.ts";
import { FOLDS, type Fold } from "./fold.ts";
import { PREDICATES, type Predicate } from "./predicate.ts";
import { STEPS, type Step } from "./step.ts";
import { UPDATES, type Update } from "./update.ts";

/** The rows of the tables by their names. @throws RangeError for a name that no row has. */
export const combinationOf: (id: string) => Combination = byName(COMBINATIONS);
export const stepOf: (id: string) => Step = byName(STEPS);
export const foldOf: (id: string) => Fold = byName(FOLDS);
export const elementMapOf: (id: string) => ElementMap = byName(ELEMENT_MAPS);
export const predicateOf: (id: string) => Predicate = byName(PREDICATES);
export const updateOf: (id: string) => Update = byName(UPDATES);

function byName<Row extends { readonly id: string }>(rows: readonly Row[]): (id: string) => Row {
  const known = new Map(rows.map((row) => [row.id, row]));
  return (id) => {
    const row = known.get(id);
    if (row === undefined) throw new RangeError(`The grammar has no ${id}.`);
    return row;
  };
}
