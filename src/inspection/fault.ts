import { printable } from "../io/index.ts";
import type { CommitmentFault, LeftOutReason } from "../roster/commitment.ts";

/** A finding's detail holds 256 characters. */
const MAX_DETAIL = 240;

/** Why a model is not admitted, in one line that fits a record. */
export function admissionFault(reason: LeftOutReason, detail: string): CommitmentFault {
  return { reason, detail: printable(detail, MAX_DETAIL) };
}
