import type { Evaluation } from "../core/index.ts";

/** A verdict without the fraction, which follows from the thousandths. */
export type Verdict = Omit<Evaluation, "score">;
