import type { InferenceHost } from "../../inference/host/index.ts";
import { inspectOnHost } from "../../inspection/index.ts";
import { type RosterOptions } from "../../roster/index.ts";

/** Asks a host as validators do: the deployment is hot and serves exactly what was committed, or what is the matter. */
export function lookAtHost(host: InferenceHost, signal: AbortSignal): NonNullable<RosterOptions["baseUrlOf"]> {
  return async (commitment) => {
    const { facts, fault } = await inspectOnHost(commitment, { host, signal });
    return fault ?? facts.baseUrl;
  };
}
