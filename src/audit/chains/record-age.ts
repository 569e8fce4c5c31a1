import type { AnnouncedHead } from "../../record/index.ts";
import { orUnknown, type ChainFacts } from "../chain-facts.ts";
import type { Findings } from "../findings.ts";
import type { ChainSummary } from "./read-chain.ts";

/** Epochs after which a validator that says nothing counts as gone; one announces its newest shard once an epoch. */
const EPOCHS = 3;
/** Blocks that a record may be old in any case: three epochs of the main network. */
const LEAST_BLOCKS = 1_080;

/** So far a validator's node may be ahead of ours. */
const AHEAD_BLOCKS = 10;

/** So old a validator's newest record may be: three epochs, and never less than three of the main network. */
export async function defaultMaxAge({ chain, netuid, head }: ChainFacts): Promise<number> {
  const hyperparameters = await orUnknown(() => chain.hyperparameters(netuid, head));
  return Math.max(LEAST_BLOCKS, EPOCHS * (hyperparameters?.tempo ?? 0));
}

/**
 * Holds the age of each validator's newest record against what is allowed: what is kept back at the end of a chain shows
 * in nothing else. Those count that have a permit and take part, which a record or an announcement says.
 */
export async function checkAges(
  chains: ReadonlyMap<string, ChainSummary>,
  {
    facts,
    heads,
    maxAgeBlocks,
    findings,
  }: {
    facts: ChainFacts;
    heads: ReadonlyMap<string, AnnouncedHead>;
    maxAgeBlocks: number | undefined;
    findings: Findings;
  },
): Promise<void> {
  const allowed = maxAgeBlocks ?? (await defaultMaxAge(facts));
  const permitted = new Set(facts.metagraph.neurons.flatMap((one) => (one.validatorPermit ? [one.hotkey] : [])));
  for (const [hotkey, { newestBlock, newestKey }] of chains) {
    if (!permitted.has(hotkey) || newestBlock === null) continue;
    // Otherwise a date in the future would keep a chain young for ever.
    if (!(await facts.exists(newestBlock - AHEAD_BLOCKS))) {
      findings.deviate({
        code: "future_block",
        validator: hotkey,
        record: newestKey,
        block: newestBlock,
        round: null,
        message: `it says that it was sealed at block ${newestBlock}, and the newest is ${facts.newestBlock}`,
        evidence: { head: facts.newestBlock, sealedBlock: newestBlock },
      });
      continue;
    }
    const ageBlocks = facts.head.number - newestBlock;
    if (ageBlocks <= allowed) continue;
    findings.deviate({
      code: "stale_record",
      validator: hotkey,
      record: null,
      block: newestBlock,
      round: null,
      message: `its newest record is of block ${newestBlock}, ${ageBlocks} blocks behind the chain; ${allowed} are allowed`,
      evidence: {
        newestBlock,
        headBlock: facts.head.number,
        ageBlocks,
        allowedBlocks: allowed,
        announcedSeq: heads.get(hotkey)?.seq ?? null,
      },
    });
  }
}
