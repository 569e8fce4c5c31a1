import type { Metagraph, WeightVector } from "../../chain/chain.ts";
import type { ChainFacts } from "../chain-facts.ts";
import { orUnknown } from "../chain-facts.ts";
import type { Findings } from "../findings.ts";

/** A decision is taken at a block or so before its weights land, a doubtful one some blocks before. */
const SLACK_BLOCKS = 50;

/** One validator's weights as the chain shows them, and when they may have been decided. */
export interface WeightsToCheck {
  readonly validator: string;
  readonly uid: number;
  readonly weights: WeightVector;
  /** First and last block as of which the decision may have been taken. */
  readonly fromBlock: number;
  readonly toBlock: number;
  /** Who had which uid then. */
  readonly metagraph: Metagraph;
}

/**
 * Reads the weights of the validators with a permit, as of the newest block that their published records reach: newer
 * ones may rest on records that nobody else has yet.
 *
 * @param publishedBlock newest block that a validator's records reach; `undefined` without records.
 */
export async function weightsOnChain(
  facts: ChainFacts,
  publishedBlock: (validator: string) => number | undefined,
  findings: Findings,
): Promise<WeightsToCheck[]> {
  const toCheck: WeightsToCheck[] = [];
  for (const { hotkey, validatorPermit } of facts.metagraph.neurons) {
    if (!validatorPermit) continue;
    const published = publishedBlock(hotkey);
    if (published === undefined) {
      findings.note("weights_unchecked", hotkey, "no records to decide from");
      continue;
    }
    const found = await weightsOf(facts, hotkey, Math.min(published, facts.head.number), findings);
    if (found !== undefined) toCheck.push(found);
  }
  return toCheck;
}

async function weightsOf(
  facts: ChainFacts,
  hotkey: string,
  published: number,
  findings: Findings,
): Promise<WeightsToCheck | undefined> {
  const state = (await stateAt(facts, published)) ?? (await stateAt(facts, facts.head.number));
  if (state === undefined) {
    findings.note("weights_unchecked", hotkey, `the chain shows no state of block ${facts.head.number}`);
    return undefined;
  }
  const { metagraph, weights, hyperparameters } = state;
  const neuron = metagraph.neurons.find((entry) => entry.hotkey === hotkey);
  const vector = neuron && weights.get(neuron.uid);
  if (neuron === undefined || vector === undefined || neuron.lastUpdate === 0) {
    findings.note("no_weights", hotkey, `at block ${metagraph.block.number}`);
    return undefined;
  }
  if (neuron.lastUpdate > published) {
    const detail = `set at block ${neuron.lastUpdate}, records are published up to block ${published}`;
    findings.note("weights_unchecked", hotkey, detail);
    return undefined;
  }
  const { enabled, periodEpochs } = hyperparameters.commitReveal;
  // What was committed is seen when it is revealed, while a newer commit may have moved LastUpdate.
  const hiddenBlocks = enabled ? (periodEpochs + 1) * hyperparameters.tempo : 0;
  return {
    validator: hotkey,
    uid: neuron.uid,
    weights: vector,
    fromBlock: Math.max(0, neuron.lastUpdate - SLACK_BLOCKS - hiddenBlocks),
    toBlock: neuron.lastUpdate,
    metagraph,
  };
}

async function stateAt(facts: ChainFacts, block: number) {
  const { chain, netuid } = facts;
  const at = await facts.blockRef(block);
  if (at === undefined) return undefined;
  return orUnknown(async () => {
    const [metagraph, weights, hyperparameters] = await Promise.all([
      chain.metagraph(netuid, at),
      chain.weights(netuid, at),
      chain.hyperparameters(netuid, at),
    ]);
    return { metagraph, weights, hyperparameters };
  });
}

/** Whether two vectors give everybody the same share. */
export function sameWeights(a: WeightVector, b: WeightVector): boolean {
  return a.size === b.size && [...a].every(([uid, share]) => b.get(uid) === share);
}

/** A vector as text, by uid. */
export function weightsText(weights: WeightVector): string {
  return [...weights]
    .sort(([a], [b]) => a - b)
    .map(([uid, share]) => `${uid}:${share}`)
    .join(" ");
}
