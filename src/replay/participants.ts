import type { BlockRef, Chain, Metagraph, Neuron, RevealedCommitment } from "../chain/chain.ts";
import { MAX_SNAPSHOT_VALIDATORS, parseAnnouncement, type ChainRecord } from "../record/index.ts";
import type { ChampionRules } from "./rules.ts";
import { isHeard } from "./silence.ts";

/** What of the chain decides who takes part, at one block. */
export interface ParticipantsView {
  readonly metagraph: Metagraph;
  /** Plain commitments by hotkey. */
  readonly commitments: ReadonlyMap<string, RevealedCommitment>;
  readonly epochBlocks: number;
}

type Validator = ChainRecord["validators"][number];

/**
 * Validators that take part: with permit and stake, and an announcement that was renewed within the last three epochs.
 * In ascending order of hotkeys, as records list them. Where no address is asked for (local networks), one that never
 * announced anything counts as if it had at its registration.
 */
export function participants(
  { metagraph, commitments, epochBlocks }: ParticipantsView,
  { announcedOnly, startBlock }: Pick<ChampionRules, "announcedOnly" | "startBlock">,
): Validator[] {
  const block = metagraph.block.number;
  const announcedAt = ({ hotkey, registeredAt }: Neuron): number | undefined => {
    const commitment = commitments.get(hotkey);
    const announcement = commitment === undefined ? undefined : parseAnnouncement(commitment.text);
    if (commitment === undefined || announcement === undefined) {
      return announcedOnly ? undefined : Math.max(registeredAt, startBlock);
    }
    return announcedOnly && announcement.records === undefined ? undefined : commitment.block;
  };
  return metagraph.neurons
    .filter(({ validatorPermit, stakeRao }) => validatorPermit && BigInt(stakeRao) > 0n)
    .flatMap((neuron) => {
      const { hotkey, stakeRao } = neuron;
      const announcedBlock = announcedAt(neuron);
      if (announcedBlock === undefined || !isHeard(announcedBlock, { block, epochBlocks })) return [];
      return [{ hotkey, stakeRao, announcedBlock }];
    })
    .sort(byStake)
    .slice(0, MAX_SNAPSHOT_VALIDATORS)
    .sort((a, b) => (a.hotkey < b.hotkey ? -1 : 1));
}

/** Reads what {@link participants} looks at. @throws AffineError as the chain's methods. */
export async function readParticipants(
  chain: Pick<Chain, "metagraph" | "commitments" | "hyperparameters">,
  netuid: number,
  ref: BlockRef,
): Promise<ParticipantsView> {
  const [metagraph, commitments, { tempo }] = await Promise.all([
    chain.metagraph(netuid, ref),
    chain.commitments(netuid, ref),
    chain.hyperparameters(netuid, ref),
  ]);
  return { metagraph, commitments, epochBlocks: Math.max(1, tempo) };
}

/** Most stake first. */
function byStake(a: Validator, b: Validator): number {
  const difference = BigInt(b.stakeRao) - BigInt(a.stakeRao);
  if (difference !== 0n) return difference > 0n ? 1 : -1;
  return a.hotkey < b.hotkey ? -1 : 1;
}
