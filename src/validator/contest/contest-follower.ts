import {
  ContestReplay,
  type ContestRules,
  type ContestState,
  type ReplayNote,
  type ReplayShard,
} from "../../contest/index.ts";
import { AffineError } from "../../core/index.ts";
import type { PlayedRound, ValidatorStake } from "../../mechanism/index.ts";
import { rosterDocumentSchema, type RolloutRecord, type RosterDocument } from "../../record/index.ts";
import { readDocument, type Store } from "../../store/index.ts";
import type { BlockHashes } from "./block-hashes.ts";

export interface FollowerOptions {
  readonly rules: ContestRules;
  readonly rootStakes: readonly ValidatorStake[];
  readonly hashes: BlockHashes;
  /** Where roster documents may be: each is tried. */
  readonly stores: () => readonly Store[];
  readonly onState: (state: ContestState) => void;
  readonly onRound: (played: PlayedRound) => void;
  readonly onNote: (note: ReplayNote) => void;
}

/** One replay of the contest that goes on as shards are read: it fetches what the replay lacks. */
export class ContestFollower {
  readonly replay: ContestReplay;
  readonly #options: FollowerOptions;
  #state: ContestState | undefined;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.replay = new ContestReplay({
      rules: options.rules,
      rootStakes: options.rootStakes,
      beacon: (block) => options.hashes.get(block),
      onState: (state) => {
        this.#state = state;
        options.onState(state);
      },
      onRound: options.onRound,
      onNote: options.onNote,
    });
  }

  /** As of the last grid block that was passed. */
  get state(): ContestState | undefined {
    return this.#state;
  }

  read(shard: ReplayShard): void {
    this.replay.read(shard);
  }

  addRoster(roster: RosterDocument): void {
    this.replay.addRoster(roster);
  }

  /** Whether a rollout of a peer may decide something: those of rounds that are over or are others' do not. */
  matters(validator: string, { round, challenge, hotkey }: RolloutRecord): boolean {
    if (round > this.replay.lastScheduled) return true;
    const plan = this.replay.planOf(round);
    if (plan?.validator !== validator || !plan.challenges.flat().includes(challenge)) return false;
    return plan.champion?.hotkey === hotkey || plan.challengers.some((contestant) => contestant.hotkey === hotkey);
  }

  /**
   * Schedules every round up to a block, and so decides all that is complete by then.
   *
   * @throws AffineError `not_found` when no store has a roster document that counts, or as the chain's and store's.
   */
  async advance(untilBlock: number, headBlock: number): Promise<void> {
    const { roundBlocks } = this.#options.rules;
    for (let need = this.replay.advance(untilBlock); need !== null; need = this.replay.advance(untilBlock)) {
      if (need.kind === "beacon") await this.#options.hashes.read(need.block, { stepBlocks: roundBlocks, headBlock });
      else this.replay.addRoster(await this.#rosterOf(need.hash));
    }
  }

  async #rosterOf(hash: string): Promise<RosterDocument> {
    const { netuid } = this.#options.rules;
    for (const store of this.#options.stores()) {
      const document = await readDocument(store, netuid, hash, rosterDocumentSchema);
      if (document !== undefined) return document;
    }
    throw new AffineError("not_found", `The roster document ${hash} that most validators name is in no store.`, {
      hint: "The contest goes on when a store or mirror has it again.",
      retryable: true,
    });
  }
}
