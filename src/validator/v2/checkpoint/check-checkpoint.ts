import type { Chain } from "../../../chain/chain.ts";
import { AffineError, canonicalJson, type Canonical } from "../../../core/index.ts";
import {
  ContestDriver,
  participants,
  readParticipants,
  rulesHash,
  StoreShards,
  type ContestRules,
  type ReplayShard,
  type SavedDriver,
  type ShardSource,
} from "../../../replay/index.ts";
import type { ReadPosition, Store } from "../../../store/index.ts";
import { BlockHashes } from "../block-hashes.ts";
import { ChainFetch } from "../replay-fetch.ts";
import type { ContestCheckpoint } from "./contest-checkpoint.ts";

/** Grid blocks of the last two deadlines and more. */
const MOST_VOTING_SHARES = 64;

/** What reading from the beginning says of a checkpoint. */
export interface CheckedCheckpoint {
  readonly isRight: boolean;
  /** Parts of the state that follow from the records otherwise. */
  readonly differing: readonly string[];
  readonly shards: number;
  /** What follows from the records, in the place of what was given; `null` without a grid block in it. */
  readonly recomputed: Omit<ContestCheckpoint, "code" | "hotkey"> | null;
}

/**
 * Reads the records from the beginning to where a checkpoint has read them, decides the same rounds, and compares what
 * follows, byte for byte. Nothing in the checkpoint is believed but where to stop.
 *
 * @throws AffineError of chain or store; `invalid_input` for a checkpoint of another network or other rules; `interrupted`
 */
export async function checkCheckpoint(
  checkpoint: ContestCheckpoint,
  options: {
    readonly chain: Chain;
    readonly store: Store;
    readonly rules: ContestRules;
    readonly signal?: AbortSignal;
    /** Told of blocks that were passed. */
    readonly onProgress?: (block: number, lastBlock: number) => void;
  },
): Promise<CheckedCheckpoint> {
  const { chain, store, rules, signal, onProgress } = options;
  assertNetwork(checkpoint, rules);
  const { contest } = checkpoint;
  const { netuid, roundBlocks, champion } = rules;
  const head = await chain.head();
  const lastBlock = contest.lastScheduled * roundBlocks;
  if (lastBlock > head.number) {
    throw new AffineError(
      "invalid_input",
      `It has decided block ${lastBlock}, and the chain's head is ${head.number}.`,
      {
        hint: "Is --endpoint the chain that it was made on?",
      },
    );
  }
  const view = await readParticipants(chain, netuid, head);
  let shards = 0;
  const votingShares: ContestCheckpoint["votingShares"][number][] = [];
  const driver = new ContestDriver({
    rules,
    present: champion === undefined ? [] : participants(view, champion),
    validators: contest.validators,
    roots: contest.roots,
    fetch: new ChainFetch({
      ...{ netuid, roundBlocks, hashes: new BlockHashes(chain), stores: [store] },
      headBlock: () => head.number,
    }),
    source: () => new ShardsUntil(new StoreShards(store, netuid, () => undefined), new Map(contest.positions)),
    onShard: () => (shards += 1),
    onState: ({ block, validators }) => {
      votingShares.push({ block, shares: validators });
      if (votingShares.length > MOST_VOTING_SHARES) votingShares.shift();
    },
  });
  await driver.catchUp({
    headBlock: lastBlock,
    once: true,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress: (block) => onProgress(block, lastBlock) }),
  });
  if (signal?.aborted === true) throw new AffineError("interrupted", "Checking the checkpoint was interrupted.");
  const saved = driver.save();
  const differing = differencesOf(saved, contest);
  const block = driver.state?.block;
  const snapshot = driver.replay.snapshot?.record;
  const recomputed =
    saved === undefined || block === undefined
      ? null
      : {
          ...{ v: 1 as const, rules: rulesHash(rules), netuid, block, contest: saved, memory: null, votingShares },
          chain: snapshot === undefined ? null : { block: snapshot.block, hash: snapshot.hash },
          // Scores from before it are not read.
          window: saved.positions,
        };
  if (recomputed?.block !== checkpoint.block) differing.push("block");
  const [ours, theirs] = [recomputed?.chain ?? null, checkpoint.chain];
  if (ours?.block !== theirs?.block || ours?.hash !== theirs?.hash) differing.push("chain");
  return { isRight: differing.length === 0, differing, shards, recomputed };
}

function assertNetwork({ netuid, rules: theirs }: ContestCheckpoint, rules: ContestRules): void {
  if (netuid === rules.netuid && theirs === rulesHash(rules)) return;
  throw new AffineError(
    "invalid_input",
    `The checkpoint is of subnet ${netuid} under the rules ${theirs}; here it is subnet ${rules.netuid} under ${rulesHash(rules)}.`,
    { hint: "Name its network with --netuid and --endpoint; other rules need the program of their time." },
  );
}

/** Everything is compared but where holes were looked for, which changes while nothing else does. */
function differencesOf(own: SavedDriver | undefined, theirs: SavedDriver): string[] {
  const parts = (saved: SavedDriver | undefined): Map<string, unknown> => {
    const { replay, positions, ...rest } = saved ?? ({ replay: {}, positions: [] } as unknown as SavedDriver);
    const places = positions.map(([hotkey, { last }]) => [hotkey, last]);
    return new Map<string, unknown>([...Object.entries(rest), ...Object.entries(replay), ["positions", places]]);
  };
  const [ours, given] = [parts(own), parts(theirs)];
  const plain = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value ?? null)) as Canonical);
  return [...new Set([...ours.keys(), ...given.keys()])].filter(
    (name) => plain(ours.get(name)) !== plain(given.get(name)),
  );
}

/** Shards up to a place in each chain. */
class ShardsUntil implements ShardSource {
  readonly #source: StoreShards;
  readonly #until: ReadonlyMap<string, ReadPosition>;

  constructor(source: StoreShards, until: ReadonlyMap<string, ReadPosition>) {
    this.#source = source;
    this.#until = until;
  }

  async next(hotkey: string, untilBlock: number): Promise<ReplayShard | undefined> {
    const last = this.#until.get(hotkey)?.last?.seq ?? -1;
    if (last < 0) return undefined;
    const shard = await this.#source.next(hotkey, untilBlock);
    return shard === undefined || shard.header.seq > last ? undefined : shard;
  }

  taken(hotkey: string): void {
    this.#source.taken(hotkey);
  }

  position(hotkey: string): ReadPosition | undefined {
    return this.#until.has(hotkey) ? (this.#source.position(hotkey) ?? { last: null, holes: [] }) : undefined;
  }
}
