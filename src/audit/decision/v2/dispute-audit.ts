import type { Findings } from "../../findings.ts";
import { placeOf, type AuditedRecord } from "../../records/audited-record.ts";
import type { KnownResults, PlacedDispute } from "./known-results.ts";

/** Disputes of what can be looked at again; a transcript that was missing may have come since. */
const CAN_BE_REPEATED = new Set([
  "other_question",
  "other_sampling",
  "other_turns",
  "other_observation",
  "turn_after_end",
  "unfinished",
  "other_score",
  "other_outcome",
  "challenge_works",
  "checker_works",
]);

/** Holds what validators say is wrong with each other's records against what was found here. */
export function auditDisputes(audited: AuditedRecord, results: KnownResults, findings: Findings): void {
  const result = results.resultOf(audited);
  if (result === undefined || !result.judged || result.fault !== null) return;
  for (const dispute of results.disputesOf(audited)) {
    if (CAN_BE_REPEATED.has(dispute.record.reason)) deviate(dispute, audited, findings);
  }
}

function deviate({ disputer, place, record }: PlacedDispute, audited: AuditedRecord, findings: Findings): void {
  const { reason, found, block } = record;
  findings.deviate({
    code: "false_dispute",
    validator: disputer,
    record: place,
    block,
    round: audited.record.round,
    message: `it says ${reason} of a record that is right`,
    evidence: {
      disputed: placeOf(audited),
      accused: audited.validator,
      recorded: `${audited.record.outcome} ${audited.record.score}`,
      foundByDisputer: found === null ? null : `${found.outcome} ${found.score}`,
    },
  });
}
