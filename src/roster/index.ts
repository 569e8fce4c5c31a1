export { buildRoster, hostOf, latestReveal, type RosterOptions } from "./build-roster.ts";
export {
  MAX_COMMITMENT_BYTES,
  parseCommitment,
  type CommitmentFault,
  type LeftOutReason,
  type ModelCommitment,
} from "./commitment.ts";
export { adviceFor } from "./advice.ts";
export { endpointBaseUrl } from "./endpoint.ts";
export { identityOf } from "./identity-of.ts";
export { readCommitment, type CommitmentRules } from "./read-commitment.ts";
export { readRoster } from "./read-roster.ts";
export type { Duplicate, LeftOut, Roster } from "./roster.ts";
