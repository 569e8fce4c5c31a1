import { AffineError } from "../core/index.ts";
import { parseCommitment, type CommitmentFault, type LeftOutReason, type ModelCommitment } from "./commitment.ts";
import { endpointBaseUrl } from "./endpoint.ts";

/** What a network takes, besides a commitment that can be read. */
export interface CommitmentRules {
  /** Whether a commitment may name any server. Only on networks without real money: a server could ask a stronger model. */
  readonly allowEndpoints: boolean;
  /** What a model's name must begin with, in lower case, after the first `/`; uid 0 is exempt. Default `affine`. */
  readonly namePrefix?: string;
}

/** Reads a commitment and holds it against the network's rules: all that its text alone decides. */
export function readCommitment(
  { uid, text }: { uid: number; text: string },
  { allowEndpoints, namePrefix = "affine" }: CommitmentRules,
): { commitment: ModelCommitment; fault?: undefined } | { fault: CommitmentFault; commitment?: undefined } {
  const parsed = parseCommitment(text);
  const { commitment } = parsed;
  if (commitment === undefined) return parsed;
  if (uid !== 0 && !modelName(commitment.model).toLowerCase().startsWith(namePrefix)) {
    return fault("name_rule", `the name of ${commitment.model} must begin with "${namePrefix}"`);
  }
  if (commitment.endpoint === undefined) return parsed;
  if (!allowEndpoints) return fault("endpoint_not_allowed", "this network asks models on pinned hosts only");
  try {
    endpointBaseUrl(commitment.endpoint);
    return parsed;
  } catch (error) {
    if (!AffineError.isInstance(error)) throw error;
    return fault("bad_endpoint", error.message);
  }
}

/** What stands after the first `/`; the whole name where there is none. */
function modelName(model: string): string {
  return model.slice(model.indexOf("/") + 1);
}

function fault(reason: LeftOutReason, detail: string): { fault: CommitmentFault } {
  return { fault: { reason, detail } };
}
