import { AffineError } from "../../core/index.ts";
import { inspectModel, type AdmissionLimits, type ModelSource } from "../../inspection/index.ts";
import { adviceFor } from "../../roster/index.ts";

/**
 * Asks of a model what validators ask before it may compete, with their own code, while nothing has left this machine.
 *
 * @throws AffineError `preflight_failed` for a model that they would refuse, and what reading its files throws
 */
export async function checkAdmission(source: ModelSource, limits: AdmissionLimits): Promise<void> {
  const { fault } = await inspectModel(source, limits);
  if (fault === undefined) return;
  throw new AffineError("preflight_failed", `Validators would refuse this model: ${fault.detail} (${fault.reason}).`, {
    hint: `Nothing was sent. ${adviceFor(fault.reason)}`,
    details: { reason: fault.reason },
  });
}
