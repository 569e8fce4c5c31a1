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
  /** First and last block as of which the decision may have been taken, as far as the record reaches. */
  readonly fromBlock: number;
  readonly toBlock: number;
  /** Block at which they were set, or last committed. */
  readonly setBlock: number;
  /** Newest block that the published records reach. */
  readonly publishedBlock: number;
  /** Who had which uid then. */
  readonly metagraph: Metagraph;
}

/**
 * Reads the weights of the validators with a permit as they are now, and, where these were set behind the end of the
 * record, also those that the chain showed at its end. What was set behind it must be what follows as of its end.
 *
 * @param publishedBlock newest block that a validator's records reach; `undefined` without records.
 */
export async function weightsOnChain(
  facts: ChainFacts,
  publishedBlock: (validator: string) => number | undefined,
  findings: Findings,
): Promise<WeightsToCheck[]> {
  const toCheck: WeightsToCheck[] = [];
  const now = await stateAt(facts, facts.head.number);
  for (const { hotkey, validatorPermit } of facts.metagraph.neurons) {
    if (!validatorPermit) continue;
    const published = publishedBlock(hotkey);
    if (published === undefined) {
      findings.note("weights_unchecked", hotkey, "no records to decide from");
      continue;
    }
    if (now === undefined) {
      findings.note("weights_unchecked", hotkey, `the chain shows no state of block ${facts.head.number}`);
      continue;
    }
    const present = weightsOf(now, hotkey, published);
    if (present === undefined) {
      findings.note("no_weights", hotkey, `at block ${now.metagraph.block.number}`);
      continue;
    }
    toCheck.push(present);
    if (present.setBlock <= published) continue;
    const then = await stateAt(facts, Math.min(published, facts.head.number));
    const past = then && weightsOf(then, hotkey, published);
    if (past !== undefined && past.setBlock <= published) toCheck.push(past);
  }
  return toCheck;
}

type ChainState = NonNullable<Awaited<ReturnType<typeof stateAt>>>;

function weightsOf(
  { metagraph, weights, hyperparameters }: ChainState,
  hotkey: string,
  published: number,
): WeightsToCheck | undefined {
  const neuron = metagraph.neurons.find((entry) => entry.hotkey === hotkey);
  const vector = neuron && weights.get(neuron.uid);
  if (neuron === undefined || vector === undefined || neuron.lastUpdate === 0) return undefined;
  const { enabled, periodEpochs } = hyperparameters.commitReveal;
  // What was committed is seen when it is revealed, while a newer commit may have moved LastUpdate.
  const hiddenBlocks = enabled ? (periodEpochs + 1) * hyperparameters.tempo : 0;
  const toBlock = Math.min(neuron.lastUpdate, published);
  return {
    validator: hotkey,
    uid: neuron.uid,
    weights: vector,
    fromBlock: Math.max(0, toBlock - SLACK_BLOCKS - hiddenBlocks),
    toBlock,
    setBlock: neuron.lastUpdate,
    publishedBlock: published,
    metagraph,
  };
}

/** How far the record covers weights, for messages. */
export function coverText({ setBlock, publishedBlock }: WeightsToCheck): string {
  return `set at block ${setBlock}, and the record reaches block ${publishedBlock}`;
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

/** A vector as text, by uid. */
export function weightsText(weights: WeightVector): string {
  return [...weights]
    .sort(([a], [b]) => a - b)
    .map(([uid, share]) => `${uid}:${share}`)
    .join(" ");
}

/** What is wrong with weights that do not follow. */
export function wrongWeights(entry: WeightsToCheck): string {
  const { setBlock, publishedBlock, fromBlock, toBlock } = entry;
  if (setBlock <= publishedBlock) {
    return `its weights of block ${setBlock} follow from the records at no block since ${fromBlock}`;
  }
  return `its weights were ${coverText(entry)}: they are not what follows as of block ${toBlock}, and nothing published says why`;
}
