import { z } from "zod";

/** Variables of the original's default instance. */
const DEFAULT_VARIABLES = 7;
const DEFAULT_CLAUSE_SIZE = 3;

/**
 * The original's terms, for study and never scored: `variables` 3..500, `clauseSize` 2..10 and at most `variables`,
 * `clauses` 1..5000; unless told, 4.26 clauses a variable (where random 3-SAT turns unsatisfiable).
 */
export const satCustomSchema = z
  .strictObject({
    variables: z.int().min(3).max(500).default(DEFAULT_VARIABLES),
    clauseSize: z.int().min(2).max(10).optional(),
    clauses: z.int().min(1).max(5000).optional(),
  })
  .transform(({ variables, clauseSize, clauses }) => ({
    variables,
    clauseSize: clauseSize ?? Math.min(DEFAULT_CLAUSE_SIZE, variables),
    clauses: clauses ?? Math.floor((426 * variables) / 100),
  }))
  .refine((shape) => shape.clauseSize <= shape.variables, {
    message: "a clause cannot have more literals than there are variables",
    path: ["clauseSize"],
  });
export type SatCustom = z.output<typeof satCustomSchema>;

/** What `SAT(…)` takes: a level, or the original's terms. */
export interface SatOptions {
  /** 1..10. */
  readonly level?: number;
  readonly variables?: number;
  readonly clauseSize?: number;
  readonly clauses?: number;
}
