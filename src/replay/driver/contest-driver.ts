import { AffineError, SharedValues } from "../../core/index.ts";
import { byKey } from "../by-key.ts";
import { ContestReplay } from "../contest-replay.ts";
import { disputeBlocks } from "../played-round.ts";
import { nameOfNeed, type ReplayNeed } from "../replay-options.ts";
import type { ContestState } from "../replay-state.ts";
import { rulesHash } from "../rules.ts";
import { isMajority, majorityBlock } from "../majority.ts";
import type { DriverOptions } from "./driver-options.ts";
import { PresentWords } from "./present-words.ts";
import type { SavedDriver } from "./saved-driver.ts";
import type { ShardSource } from "./shard-source.ts";

/** Deadlines' worth of shards that are read before the replay goes on, when much has to be made up for. */
const STRETCH_DEADLINES = 20;
const LEAST_STRETCH_BLOCKS = 500;

/**
 * Feeds a replay, for everybody who wants to know what follows from the records: a running validator, `af weights`,
 * `af miners`, `af verify`. Whoever had a share in a snapshot that counts is read before anything after it is decided;
 * who else is read changes nothing.
 *
 * @example
 * const driver = new ContestDriver({ rules, present, validators, fetch, source: () => new StoreShards(…) });
 * await driver.catchUp({ headBlock });
 * driver.replay.weights({ uidOf, block: headBlock });
 */
export class ContestDriver {
  readonly #options: DriverOptions;
  readonly #validators: Set<string>;
  readonly #readTo = new Map<string, number>();
  /** Whose chain was read to its end, as far as it was asked for. */
  readonly #isRead = new Set<string>();
  /** Reading under way, by chain: one after the other, or a shard would be taken twice and the next one not at all. */
  readonly #underWay = new Map<string, Promise<void>>();
  #untilBlock = -1;
  #present: DriverOptions["present"];
  #words: PresentWords;
  #roots: readonly string[];
  #replay: ContestReplay;
  #source: ShardSource;
  #state: ContestState | undefined;

  constructor({ saved, ...options }: DriverOptions) {
    // What was saved is large, and looked at once.
    this.#options = options;
    this.#present = options.present;
    this.#validators = new Set([...options.validators, ...(saved?.validators ?? [])]);
    this.#roots = saved?.roots ?? options.roots ?? [];
    this.#words = this.#newWords();
    this.#replay = this.#newReplay();
    this.#source = options.source(this.#replay, new Map(saved?.positions));
    if (saved !== undefined) this.#load(saved);
  }

  get replay(): ContestReplay {
    return this.#replay;
  }

  get source(): ShardSource {
    return this.#source;
  }

  /** As of the last grid block that was passed. */
  get state(): ContestState | undefined {
    return this.#state;
  }

  /** Whose chains are read. */
  get validators(): ReadonlySet<string> {
    return this.#validators;
  }

  /** Everything that it has come to; `undefined` where its source cannot say where it stands. */
  save(): SavedDriver | undefined {
    const source = this.#source;
    if (source.position === undefined) return undefined;
    const shared = new SharedValues();
    const validators = [...this.#validators].sort();
    return {
      lastScheduled: this.#replay.lastScheduled,
      roots: this.#roots,
      validators,
      positions: validators.flatMap((hotkey) => {
        const position = source.position?.(hotkey);
        return position === undefined ? [] : [[hotkey, position] as const];
      }),
      readTo: byKey(this.#readTo),
      words: this.#words.save(),
      replay: this.#replay.save(shared),
      shared: shared.list,
    };
  }

  addValidators(hotkeys: Iterable<string>): void {
    for (const hotkey of hotkeys) this.#validators.add(hotkey);
  }

  /** Takes the validators that take part by the chain as it is now: what is decided next rests on them, not on old ones. */
  seePresent(present: DriverOptions["present"]): void {
    this.#present = present;
    this.#words.seePresent(present);
    this.#replay.seePresent(present);
  }

  /**
   * Reads what everybody sealed by a block; our own chain first.
   *
   * @throws AffineError of the source, when all reading has ended: call again.
   */
  async read(untilBlock: number): Promise<void> {
    const { self } = this.#options;
    this.#untilBlock = Math.max(this.#untilBlock, untilBlock);
    if (self !== undefined && this.#validators.has(self)) await this.#readChain(self, untilBlock);
    const others = [...this.#validators].filter((hotkey) => hotkey !== self);
    const read = await Promise.allSettled(others.map((hotkey) => this.#readChain(hotkey, untilBlock)));
    for (const result of read) if (result.status === "rejected") throw result.reason as AffineError;
  }

  /**
   * The block up to which may be decided when all that was sealed by another could be read: a deadline further, for what
   * is decided lies two before the newest round, less the time for disputes and as much for shards that are on their way
   * to us; and not past a shard of somebody with a voting share that is there and cannot be given yet.
   */
  reach(completeBlock: number): number {
    const { deadlineBlocks = 0 } = this.#options.rules.champion ?? {};
    const votingShares = this.#replay.snapshot?.shares ?? [];
    const held = votingShares.map(({ hotkey }) => this.#source.heldBlock?.(hotkey) ?? Infinity);
    const ahead = Math.max(1, deadlineBlocks - 2 * disputeBlocks(deadlineBlocks));
    return Math.min(completeBlock, ...held.map((block) => block - 1)) + ahead;
  }

  /**
   * Schedules every round up to a block, and so decides all that is complete by then.
   *
   * @returns what it lacks and nobody has; `null` when it went all the way
   * @throws AffineError of chain or store: call again.
   */
  async advance(untilBlock: number): Promise<ReplayNeed | null> {
    for (let need = this.#replay.advance(untilBlock); need !== null; need = this.#replay.advance(untilBlock)) {
      if (!(await this.#fetched(need))) return need;
    }
    return null;
  }

  /**
   * Reads and decides from the beginning up to now, a stretch of blocks after the other, so that not all of it is in
   * memory at once. Where those that take part now name somebody who should have been read from the beginning, or began
   * elsewhere, it is all read again.
   *
   * @param at `completeBlock`: everything sealed by it can be read now, the head where it is left out
   * @returns false when `signal` ended it
   * @throws AffineError of chain or store, `not_found` for what nobody has
   */
  async catchUp(at: {
    readonly headBlock: number;
    readonly completeBlock?: () => number;
    readonly signal?: AbortSignal;
    readonly onProgress?: (block: number) => void;
    /** True reads it once, whatever those say that take part now. */
    readonly once?: boolean;
  }): Promise<boolean> {
    for (;;) {
      if (!(await this.#readAll(at))) return false;
      if (at.once === true) return true;
      const known = this.#validators.size;
      this.addValidators(this.#words.names());
      const roots = this.#words.roots();
      const isElsewhere = roots.some((root, place) => root !== this.#state?.roots[place]);
      // Once more is enough: whoever lacks the root that everybody names finds it no second time either.
      const mayBeginAnew = isElsewhere && roots.join() !== this.#roots.join();
      if (this.#validators.size === known && !mayBeginAnew && this.#replay.outdated === null) return true;
      this.#roots = roots;
      this.#beginAnew();
    }
  }

  /**
   * The block up to which somebody's word cannot be missing any more: those who hold a majority of the voting shares, without
   * those whom the chain shows to take no part now, have been read so far.
   *
   * @param present hotkeys that take part by the chain as it is now
   * @param shares the voting shares that are asked for; those of the snapshot in force when left out
   */
  heardBlock(present: ReadonlySet<string>, shares = this.#replay.snapshot?.shares ?? []): number {
    const { self } = this.#options;
    const votingShares = shares.filter(({ hotkey }) => present.has(hotkey));
    if (votingShares.length === 0 || isMajority((hotkey) => hotkey === self, votingShares)) return Infinity;
    return majorityBlock((hotkey) => this.#readTo.get(hotkey) ?? -1, votingShares);
  }

  async #readAll({
    headBlock,
    completeBlock,
    signal,
    onProgress,
  }: Parameters<ContestDriver["catchUp"]>[0]): Promise<boolean> {
    const { champion, roundBlocks } = this.#options.rules;
    const { startBlock: first = 0, deadlineBlocks = 0 } = champion ?? {};
    const stretch = Math.max(LEAST_STRETCH_BLOCKS, STRETCH_DEADLINES * deadlineBlocks);
    const startBlock = Math.max(first, this.#replay.lastScheduled * roundBlocks);
    onProgress?.(startBlock);
    for (let until = startBlock + stretch; until < headBlock; until += stretch) {
      await this.read(until);
      await this.advanceTo(until);
      onProgress?.(until);
      if (signal?.aborted === true) return false;
    }
    const complete = completeBlock?.() ?? Infinity;
    await this.read(Infinity);
    await this.advanceTo(Math.min(headBlock, this.reach(complete)));
    return signal?.aborted !== true;
  }

  /** Like {@link advance}. @throws AffineError `not_found` for what nobody has. */
  async advanceTo(untilBlock: number): Promise<void> {
    const need = await this.advance(untilBlock);
    if (need === null) return;
    throw new AffineError(
      "not_found",
      `The ${nameOfNeed(need)} that the replay of the contest needs is nowhere to be had.`,
      {
        hint: "The contest goes on when a store or mirror, or the chain, has it again.",
        retryable: true,
      },
    );
  }

  async #readChain(hotkey: string, untilBlock: number): Promise<void> {
    const before = this.#underWay.get(hotkey);
    const reading = (before?.catch(() => undefined) ?? Promise.resolve()).then(() => this.#readOn(hotkey, untilBlock));
    this.#underWay.set(hotkey, reading);
    await reading;
  }

  async #readOn(hotkey: string, untilBlock: number): Promise<void> {
    for (;;) {
      const source = this.#source;
      const shard = await source.next(hotkey, untilBlock);
      if (source !== this.#source) return;
      if (shard === undefined) {
        if (untilBlock >= this.#untilBlock) this.#isRead.add(hotkey);
        return;
      }
      this.#replay.read(shard);
      this.#words.heard(shard);
      const { sealedBlock = -1 } = shard.header;
      this.#readTo.set(hotkey, Math.max(sealedBlock, this.#readTo.get(hotkey) ?? -1));
      this.#options.onShard?.(shard);
      source.taken(hotkey);
    }
  }

  async #fetched(need: ReplayNeed): Promise<boolean> {
    const { fetch } = this.#options;
    if (need.kind === "beacon") return fetch.fetchBeacon(need.block, this.#replay);
    if (need.kind === "shards") {
      this.#validators.add(need.hotkey);
      await this.#readChain(need.hotkey, this.#untilBlock);
      return this.#isRead.has(need.hotkey);
    }
    const roster = await fetch.roster(need.hash);
    if (roster !== undefined) this.#replay.addRoster(roster);
    return roster !== undefined;
  }

  #beginAnew(): void {
    this.#options.onBegin?.();
    this.#state = undefined;
    this.#readTo.clear();
    this.#isRead.clear();
    this.#words = this.#newWords();
    this.#replay = this.#newReplay();
    this.#source = this.#options.source(this.#replay, new Map());
  }

  #load({ words, replay, shared, readTo }: SavedDriver): void {
    this.#words.load(words);
    this.#replay.load(replay, new SharedValues(shared));
    this.#state = this.#replay.describe();
    for (const [hotkey, block] of readTo) this.#readTo.set(hotkey, block);
  }

  #newWords(): PresentWords {
    const { self, rules } = this.#options;
    return new PresentWords(this.#present, { rules: rulesHash(rules), self });
  }

  #newReplay(): ContestReplay {
    const { rules, fetch, onState, onRound, onNote } = this.#options;
    return new ContestReplay({
      rules,
      rootStakes: this.#present,
      roots: this.#roots,
      beacon: (block) => fetch.beacon(block),
      isRead: (hotkey) => this.#isRead.has(hotkey),
      onState: (state) => {
        this.#state = state;
        onState?.(state);
      },
      ...(onRound === undefined ? {} : { onRound }),
      ...(onNote === undefined ? {} : { onNote }),
    });
  }
}
