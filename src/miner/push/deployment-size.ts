import type { DeploymentPlan } from "../../inference/host/index.ts";

export type DeploymentSize = Pick<
  DeploymentPlan,
  "gpus" | "minVramGb" | "concurrency" | "maxInstances" | "shutdownAfterSeconds"
>;

/** Memory of the cards in use, in GB, and how many a node may have. */
const CARDS_GB = [24, 48, 80, 140];
const CARDS_A_NODE = [1, 2, 4, 8];
/** Room beside the weights for activations and the cache of keys and values: a fifth of them, and this much. */
const BESIDE_GB = 6;

/**
 * The smallest node that holds a model and some conversations: the fewest cards, then the smallest. A guess that flags
 * can correct.
 */
export function deploymentSize(weightBytes: number, wished: Partial<DeploymentSize> = {}): DeploymentSize {
  const neededGb = (weightBytes / 1e9) * 1.2 + BESIDE_GB;
  const counts = wished.gpus === undefined ? CARDS_A_NODE : [wished.gpus];
  const cards = wished.minVramGb === undefined ? CARDS_GB : [wished.minVramGb];
  const nodes = counts.flatMap((gpus) => cards.map((minVramGb) => ({ gpus, minVramGb })));
  const smallest = nodes.find(({ gpus, minVramGb }) => gpus * minVramGb >= neededGb) ?? nodes.at(-1);
  return {
    gpus: 8,
    minVramGb: 140,
    concurrency: 32,
    maxInstances: 1,
    shutdownAfterSeconds: 3_600,
    ...wished,
    ...smallest,
  };
}
