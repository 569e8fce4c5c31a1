import { AffineError } from "../../core/index.ts";
import { weightObstacles, type WeightCircumstances } from "./weight-obstacles.ts";

/**
 * Refuses to send a commit that could never take effect: the chain would take it and say so by silence.
 *
 * @throws AffineError `chain_rejected` with the name that the chain has for it
 */
export function refuseObstacles(circumstances: WeightCircumstances): void {
  // The chain refuses for lack of stake itself, and knows whose hotkey needs none.
  const obstacles = weightObstacles(circumstances).filter(({ name }) => name !== "NotEnoughStakeToSetWeights");
  const [first] = obstacles;
  if (first === undefined) return;
  const { netuid } = circumstances.metagraph;
  const message = obstacles.map((obstacle) => obstacle.message).join("; ");
  throw new AffineError("chain_rejected", `The weights for subnet ${netuid} could never be revealed: ${message}.`, {
    hint: `Nothing was sent. ${sentence(obstacles.map(({ remedy }) => remedy))}`,
    details: { name: first.name },
  });
}

/** Remedies as one sentence. */
export function sentence(remedies: readonly string[]): string {
  const text = remedies.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
