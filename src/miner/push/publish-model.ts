import { AffineError } from "../../core/index.ts";
import type { ModelHub } from "../../hub/index.ts";
import { RevealProof } from "./reveal-proof.ts";

/**
 * Makes the repository of a revealed commitment public. The proof says which one: there is no other way to publish.
 *
 * @returns whether it was private before
 */
export async function publishModel(hub: ModelHub, proof: RevealProof): Promise<boolean> {
  if (!RevealProof.isGenuine(proof)) throw new AffineError("internal", "Nothing is published without a proof.");
  const { model, revision } = proof.commitment;
  const { private: hidden } = await hub.describe(model, revision);
  if (hidden) await hub.setVisibility(model, "public");
  return hidden;
}
