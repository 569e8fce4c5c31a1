import { AffineError } from "../core/index.ts";
import type { AuditReport } from "./report.ts";

/** What `af verify` ends with: `undefined` for a verified record, else the error whose exit code is the verdict. */
export function verdictError({ verdict, deviationCounts, troubles }: AuditReport): AffineError | undefined {
  if (verdict === "deviations") {
    const counts = Object.entries(deviationCounts).map(([code, count]) => `${count} ${code}`);
    return new AffineError("verification_failed", `The record deviates: ${counts.join(", ")}.`, {
      hint: "Each deviation above names the record, the validator and the evidence; docs/verifying.md says how to read it.",
      details: { deviationCounts },
    });
  }
  const [trouble] = troubles;
  if (verdict !== "incomplete" || trouble === undefined) return undefined;
  return new AffineError("store_transport", `Not everything could be looked at: ${trouble.message}`, {
    hint: trouble.hint ?? "Try again later, or name a mirror with --store.",
  });
}
