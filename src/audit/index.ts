/** Recomputing everything that validators published (`af verify`). See docs/verifying.md. */
export { audit } from "./audit.ts";
export { keptTranscriptBlocks } from "./answers/kept-transcripts.ts";
export { deviationOfFault } from "./answers/deviation-of-fault.ts";
export { Checkpoint } from "./checkpoint/checkpoint.ts";
export type { AuditOptions, AuditProgress } from "./audit-options.ts";
export {
  DEVIATION_CODES,
  DEVIATIONS,
  NOTES,
  type Deviation,
  type DeviationCode,
  type Evidence,
  type Note,
  type NoteCode,
} from "./deviation.ts";
export { verdictError } from "./verdict-error.ts";
export type { AuditReport, ValidatorReport, Verdict } from "./report.ts";
