import type { Step } from "../spec/operation.ts";
import { CONVERSIONS } from "./conversions.ts";
import { DYNAMIC_STEPS } from "./dynamic.ts";
import { MATRIX_STEPS } from "./matrices.ts";
import { NUMBER_FOLDS } from "./number-folds.ts";
import { NUMBER_MAPS } from "./number-maps.ts";
import { NUMBER_ORDERS } from "./number-orders.ts";
import { TABLE_STEPS } from "./tables.ts";
import { WORD_STEPS } from "./words.ts";

/** Steps that any pipeline may take. */
export const PIPELINE_STEPS: readonly Step[] = [
  ...NUMBER_MAPS,
  ...NUMBER_FOLDS,
  ...NUMBER_ORDERS,
  ...WORD_STEPS,
  ...TABLE_STEPS,
  ...MATRIX_STEPS,
];

export { CONVERSIONS, DYNAMIC_STEPS };

/** All rows of the operation table. */
export const STEPS: readonly Step[] = [...PIPELINE_STEPS, ...CONVERSIONS, ...DYNAMIC_STEPS];
