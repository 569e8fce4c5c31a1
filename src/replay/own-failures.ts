/**
 * Reasons of an `infra_failure` that are the validator's own: it asks again in time, and what stays so counts as
 * missing, never as the model's.
 */
const OWN_FAILURES: ReadonlySet<string> = new Set([
  "deadline_passed",
  "credentials",
  "interrupted",
  "internal",
  "check_broken",
]);

/** Whether a record tells of a failure of the validator itself. */
export function isOwnFailure({ outcome, reason }: { outcome: string; reason: string }): boolean {
  return outcome === "infra_failure" && OWN_FAILURES.has(reason);
}
