import type { ModelCommitment } from "../roster/commitment.ts";
import {
  inspectCommitment,
  inspectOnHub,
  type HubInspection,
  type Inspection,
  type InspectionContext,
} from "./inspect-commitment.ts";

export interface InspectorOptions extends Omit<InspectionContext, "signal"> {
  /** How long a repository that was found in order is not looked at again. Default one hour. */
  readonly maxAgeMs?: number;
  readonly nowMs?: () => number;
}

const MAX_REMEMBERED = 4096;
const MAX_AGE_MS = 3_600_000;

/** Inspects commitments; what a repository holds at a revision is remembered, who serves it is asked every time. */
export type Inspector = (
  commitment: ModelCommitment,
  options?: { readonly signal?: AbortSignal },
) => Promise<Inspection>;

/**
 * An inspector with a memory. Content faults (size, kind, template, identity) of a revision never change and are
 * remembered like what is in order; a repository that is not there, private or gated is looked at again.
 *
 * @example
 * const inspect = openInspector({ hub, host, limits: DEFAULT_ADMISSION_LIMITS });
 * const { facts, fault } = await inspect(commitment);
 */
export function openInspector(options: InspectorOptions): Inspector {
  const { maxAgeMs = MAX_AGE_MS, nowMs = Date.now, ...context } = options;
  const remembered = new Map<string, { readonly found: HubInspection; readonly atMs: number }>();
  const onHub = async (commitment: ModelCommitment, within: InspectionContext): Promise<HubInspection> => {
    const key = JSON.stringify([commitment.model, commitment.revision, commitment.identity ?? null]);
    const known = remembered.get(key);
    if (known !== undefined && nowMs() - known.atMs < maxAgeMs) return known.found;
    const found = await inspectOnHub(commitment, within);
    remembered.delete(key);
    if (isLasting(found)) remembered.set(key, { found, atMs: nowMs() });
    const [oldest] = remembered.keys();
    if (remembered.size > MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    return found;
  };
  return (commitment, { signal } = {}) => inspectCommitment(commitment, { ...context, signal }, onHub);
}

const PASSING = new Set(["repo_not_found", "repo_private", "repo_gated"]);

function isLasting({ fault }: HubInspection): boolean {
  return fault === undefined || !PASSING.has(fault.reason);
}
