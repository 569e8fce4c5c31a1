/**
 * Recomputing what validators published: what `af verify` does, as a call. See docs/verifying.md.
 *
 * @example
 * import { verify } from "affine/verify";
 * const { verdict, deviations } = await verify({ stores: ["https://records.example.org"] });
 */
import type { AuditReport } from "./audit/index.ts";
import { createAffine, type AffineOptions, type VerifyOptions } from "./sdk/index.ts";

export {
  DEVIATION_CODES,
  DEVIATIONS,
  NOTES,
  type AuditReport,
  type Deviation,
  type DeviationCode,
  type Evidence,
  type Note,
  type NoteCode,
  type ValidatorReport,
  type Verdict,
} from "./audit/index.ts";
export { AffineError } from "./core/index.ts";
export type { AffineOptions, VerifyOptions } from "./sdk/index.ts";

/**
 * Recomputes everything that validators of a network published: chains of shards, questions, answers, decision,
 * weights. What is wrong with records is in the report, never thrown.
 *
 * @throws AffineError `not_found` when there is nothing to look at, `chain_*` when the chain does not answer,
 * `interrupted`, `invalid_input` for options of another kind
 */
export async function verify(options: VerifyOptions & AffineOptions = {}): Promise<AuditReport> {
  const affine = createAffine(options);
  return affine.verify(options).finally(() => affine.close());
}
