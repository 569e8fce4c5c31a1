import type { Chain, Metagraph } from "../chain/chain.ts";
import { AffineError } from "../core/index.ts";
import {
  ContestDriver,
  participants,
  readParticipants,
  StoreShards,
  type ContestRules,
  type ReplayShard,
} from "../replay/index.ts";
import type { ReadProblem, Store } from "../store/index.ts";
import {
  BlockHashes,
  ChainFetch,
  decisionOf,
  viewContest,
  type Decision,
  type LeaderboardRow,
} from "../validator/index.ts";
import type { ArenaState } from "./arena-state.ts";
import type { Contest } from "./contest-schema.ts";
import { RoundCollector } from "./round-collector.ts";
import type { RoundView } from "./round-schema.ts";

export interface ArenaReadingOptions {
  readonly chain: Chain;
  /** Records of all validators. */
  readonly store: Store;
  readonly rules: ContestRules;
  /** Of the first reading, so many of the newest rounds that have answers are told, at its end; later ones all. */
  readonly roundsTold?: number;
  /** Everything is read again: what was told so far holds no more. */
  readonly onBegin: () => void;
  /** Told at every grid block, in order. */
  readonly onState: (state: ArenaState) => void;
  readonly onRound: (round: RoundView) => void;
  /** Told of every shard that is read, after `onBegin` of all again. */
  readonly onShard?: (shard: ReplayShard) => void;
  readonly onProblem?: (problem: ReadProblem) => void;
  /** How far the first reading has come. */
  readonly onProgress?: (block: number) => void;
}

const ROUNDS_TOLD = 600;

/** Replays the contest from the records, as validators and `af verify` do it, and tells every state on the way. */
export class ArenaReading {
  readonly #options: ArenaReadingOptions;
  readonly #hashes: BlockHashes;
  #driver: ContestDriver | undefined;
  #headBlock = 0;
  /** The newest rounds of a first reading, while it goes on. */
  #held: RoundView[] | undefined;
  #contest: Contest | undefined;

  /** @throws AffineError `mechanism_unknown` for rules without a contest */
  constructor(options: ArenaReadingOptions) {
    if (options.rules.champion === undefined) {
      throw new AffineError("mechanism_unknown", `${options.rules.mechanism} has no contest to look at.`, {
        hint: "Tests, rounds and crowns exist under affine-v2.",
      });
    }
    this.#options = options;
    this.#hashes = new BlockHashes(options.chain);
  }

  /** As of the last grid block that was passed. */
  get block(): number | undefined {
    return this.#driver?.state?.block;
  }

  /** As of the same block. */
  get contest(): Contest | undefined {
    return this.#contest;
  }

  /** What a validator decides that has come so far; `undefined` before anything is read. */
  decision(at: {
    readonly metagraph: Metagraph;
    readonly leaderboard: readonly LeaderboardRow[];
  }): Decision | undefined {
    const driver = this.#driver;
    const block = this.block;
    return driver === undefined || block === undefined ? undefined : decisionOf(driver.replay, { ...at, block });
  }

  /**
   * Goes on until everything is decided that is complete at a block.
   *
   * @returns false when `signal` ended it
   * @throws AffineError of chain or store: call again
   */
  async readTo(headBlock: number, signal?: AbortSignal): Promise<boolean> {
    this.#headBlock = Math.max(this.#headBlock, headBlock);
    const isFirst = this.#driver === undefined;
    const driver = (this.#driver ??= await this.#begin());
    if (isFirst) {
      const { onProgress } = this.#options;
      try {
        this.#held = [];
        const isWhole = await driver.catchUp({
          headBlock: this.#headBlock,
          ...(signal === undefined ? {} : { signal }),
          ...(onProgress === undefined ? {} : { onProgress }),
        });
        const held = this.#held;
        this.#held = undefined;
        for (const round of held) this.#options.onRound(round);
        return isWhole;
      } catch (error) {
        // Half of a first reading is none.
        this.#driver = undefined;
        throw error;
      }
    }
    await driver.read(Infinity);
    await driver.advanceTo(this.#headBlock);
    if (driver.replay.outdated === null) return signal?.aborted !== true;
    this.#driver = undefined;
    return this.readTo(this.#headBlock, signal);
  }

  /** Goes on until a grid block is decided that somebody has decided already. */
  readToDecision(block: number, signal?: AbortSignal): Promise<boolean> {
    const { roundBlocks, champion } = this.#options.rules;
    const deadlineBlocks = champion?.deadlineBlocks ?? 0;
    return this.readTo(Math.ceil((block + 2 * deadlineBlocks) / roundBlocks) * roundBlocks, signal);
  }

  async #begin(): Promise<ContestDriver> {
    const { chain, store, rules, onBegin, onState, onRound, onShard, onProblem = () => undefined } = this.#options;
    const { netuid, roundBlocks, champion } = rules;
    const { roundsTold = ROUNDS_TOLD } = this.#options;
    const head = await chain.head();
    const view = await readParticipants(chain, netuid, head);
    onBegin();
    let collector = new RoundCollector();
    const driver: ContestDriver = new ContestDriver({
      rules,
      present: champion === undefined ? [] : participants(view, champion),
      validators: view.metagraph.neurons.filter(({ validatorPermit }) => validatorPermit).map(({ hotkey }) => hotkey),
      fetch: new ChainFetch({
        ...{ netuid, roundBlocks, hashes: this.#hashes, stores: [store] },
        headBlock: () => this.#headBlock,
      }),
      source: () => new StoreShards(store, netuid, onProblem),
      onShard: (shard) => {
        collector.add(shard);
        onShard?.(shard);
      },
      onBegin: () => {
        collector = new RoundCollector();
        if (this.#held !== undefined) this.#held = [];
        onBegin();
      },
      onRound: (played) => {
        const champion = driver.replay.contest.champion?.hotkey ?? null;
        const told = collector.take(played, { beacon: this.#hashes.get(played.block) ?? null, champion });
        if (this.#held === undefined) onRound(told);
        else if (told.questions.length > 0 && this.#held.push(told) > roundsTold) this.#held.shift();
      },
      onState: (state) => {
        const contest = viewContest(state, { rules, watched: new Map(), shadow: { mechanism: "", champion: null } });
        // The view is the API's form but for lists that may be changed.
        this.#contest = structuredClone(contest) as Contest;
        onState(stateOf(this.#contest));
      },
    });
    return driver;
  }
}

function stateOf({ block, round, reign, champion, challengers, crowns }: Contest): ArenaState {
  return { block, round, reign, champion, challengers, crowns };
}
