import { AffineError } from "../../core/index.ts";
import type { Deployment } from "../../inference/host/index.ts";
import type { PushPlan } from "./push-plan.ts";
import type { PushOptions } from "./push-options.ts";
import type { RevealProof } from "./reveal-proof.ts";

/**
 * Has the host serve the model that the proof names, which everybody can read by now.
 *
 * @returns `undefined` where the host cannot be told: the miner starts the server
 * @throws AffineError `inference_rejected` when the deployment is not the committed one, and what the host throws
 */
export async function deployModel(
  plan: PushPlan,
  proof: RevealProof,
  { host, signal, acceptFee, onPoint }: PushOptions,
): Promise<Deployment | undefined> {
  const { model, revision, chute_id: committed } = proof.commitment;
  if (host.name === "openai") return undefined;
  const options = { ...(signal === undefined ? {} : { signal }), ...(acceptFee === undefined ? {} : { acceptFee }) };
  const deployment = await host.deploy({ model, revision, ...plan.size }, options);
  if (deployment.id !== committed) {
    throw new AffineError(
      "inference_rejected",
      `The host calls the deployment ${deployment.id}, not ${committed ?? ""} as committed.`,
      {
        hint: "Is CHUTE_USER the name of the account that deploys? The id is computed from it.",
        details: { id: deployment.id, committed },
      },
    );
  }
  onPoint?.("model.deployed");
  return deployment;
}
