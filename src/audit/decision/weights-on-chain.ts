import type { Metagraph, WeightVector } from "../../chain/chain.ts";
import type { ChainFacts } from "../chain-facts.ts";
import { orUnknown } from "../chain-facts.ts";
import type { Deviation } from "../deviation.ts";
import type { Findings } from "../findings.ts";

/** A decision is taken at a block or so before its weights land, a doubtful one some blocks before. */
const SLACK_BLOCKS = 50;

/** One validator's weights as the chain shows them, and when they may have been decided. */
export interface WeightsToCheck {
  /**
   * `wrong_weights`: whether they follow as of when they were set. `stale_weights`: whether weights that should have
   * been set anew since still are what follows.
   */
  readonly code: "wrong_weights" | "stale_weights";
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
  /** Blocks after which a validator has set them again. */
  readonly dueBlocks: number;
  /** Who had which uid then. */
  readonly metagraph: Metagraph;
}

/**
 * Reads the weights of the validators with a permit as they are now, and, where these were set behind the end of the
 * record, also those that the chain showed at its end. What was set behind it must be what follows as of its end.
 * Weights that were not set for an epoch (or the rate limit, where that is longer) and {@link SLACK_BLOCKS} more up to the
 * end of the record must also be what follows as of its end, give or take as many blocks.
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
    const overdue = overdueOf(present, now);
    if (overdue !== undefined) toCheck.push(overdue);
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
  const toBlock = Math.min(neuron.lastUpdate, published);
  return {
    code: "wrong_weights",
    validator: hotkey,
    uid: neuron.uid,
    weights: vector,
    fromBlock: Math.max(0, toBlock - SLACK_BLOCKS - hiddenBlocks(hyperparameters)),
    toBlock,
    setBlock: neuron.lastUpdate,
    publishedBlock: published,
    dueBlocks: Math.max(hyperparameters.tempo, hyperparameters.weightsRateLimit) + SLACK_BLOCKS,
    metagraph,
  };
}

/** Of weights that should have been set again by the end of the record: what they must follow from then. */
function overdueOf(present: WeightsToCheck, { metagraph, hyperparameters }: ChainState): WeightsToCheck | undefined {
  const { setBlock, publishedBlock, dueBlocks } = present;
  const toBlock = Math.min(publishedBlock, metagraph.block.number);
  if (toBlock - setBlock <= dueBlocks) return undefined;
  const fromBlock = Math.max(0, toBlock - SLACK_BLOCKS - hiddenBlocks(hyperparameters));
  return { ...present, code: "stale_weights", fromBlock, toBlock };
}

/** What was committed is seen when it is revealed, while a newer commit may have moved LastUpdate. */
function hiddenBlocks({ commitReveal, tempo }: ChainState["hyperparameters"]): number {
  return commitReveal.enabled ? (commitReveal.periodEpochs + 1) * tempo : 0;
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
export function wrongWeights(
  entry: WeightsToCheck,
  recomputed: { readonly weights: WeightVector; readonly champion: string | null } | undefined,
): Deviation {
  const { code, validator, uid, toBlock, setBlock, publishedBlock, weights } = entry;
  return {
    code,
    validator,
    record: null,
    block: toBlock,
    round: null,
    message: messageOf(entry),
    evidence: {
      uid,
      setAtBlock: setBlock,
      ...(code === "stale_weights" ? { ageBlocks: toBlock - setBlock, allowedBlocks: entry.dueBlocks } : {}),
      recordEndsAtBlock: publishedBlock,
      onChain: weightsText(weights),
      recomputed: recomputed === undefined ? null : weightsText(recomputed.weights),
      champion: recomputed?.champion ?? null,
    },
  };
}

function messageOf(entry: WeightsToCheck): string {
  const { code, setBlock, publishedBlock, fromBlock, toBlock, dueBlocks } = entry;
  if (code === "stale_weights") {
    const age = `its weights were last set at block ${setBlock}, ${toBlock - setBlock} blocks before block ${toBlock}`;
    return `${age} (${dueBlocks} are allowed), and the record says something else since block ${fromBlock}`;
  }
  if (setBlock <= publishedBlock) {
    return `its weights of block ${setBlock} follow from the records at no block since ${fromBlock}`;
  }
  return `its weights were ${coverText(entry)}: they are not what follows as of block ${toBlock}, and nothing published says why`;
}
