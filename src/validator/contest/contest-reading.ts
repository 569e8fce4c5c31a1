import type { ChampionRules, ContestReplay, ContestState } from "../../contest/index.ts";
import type { RosterDocument } from "../../record/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { Alarms } from "../alarms.ts";
import type { ContestFollower } from "./contest-follower.ts";
import type { ReplayProgress } from "./contest-status.ts";
import type { PeerReader } from "./peer-reader.ts";

export interface ContestReadingOptions {
  readonly champion: ChampionRules;
  readonly hotkey: string;
  readonly newFollower: () => ContestFollower;
  readonly newReader: (follower: ContestFollower) => PeerReader;
  /** Block that the header of a shard of ours names which is not stored yet; `null` without one. */
  readonly draftedBlock: () => number | null;
  readonly alarms: Alarms;
  readonly log: Logger;
}

/** Deadlines' worth of shards that are read before the replay goes on, when much has to be made up for. */
const STRETCH_DEADLINES = 20;
const LEAST_STRETCH_BLOCKS = 500;

/** Everybody's records and the contest that follows from them: read up to now first, then as they come. */
export class ContestReading {
  readonly #options: ContestReadingOptions;
  readonly #validators = new Set<string>();
  #present: { follower: ContestFollower; reader: PeerReader } | undefined;
  /** Everything sealed by this block has been read. */
  #readUntil = -1;
  /** Whether a shard of our own that is not stored yet holds that up. */
  #waitsForOwn = false;
  #progress: ReplayProgress | null = null;

  constructor(options: ContestReadingOptions) {
    this.#options = options;
  }

  /** `undefined` while it is being replayed up to now. */
  get replay(): ContestReplay | undefined {
    return this.#present?.follower.replay;
  }

  /** How far the replay has come that is on its way to now. */
  get progress(): ReplayProgress | null {
    return this.#progress;
  }

  get state(): ContestState | undefined {
    return this.#present?.follower.state;
  }

  /** The reader whose heads are ours to list. */
  get reader(): PeerReader | undefined {
    return this.#present?.reader;
  }

  /** Others than ourselves whose records are read. */
  get peers(): readonly string[] {
    return [...this.#validators].filter((validator) => validator !== this.#options.hotkey);
  }

  addRoster(roster: RosterDocument): void {
    this.#present?.follower.addRoster(roster);
  }

  addValidators(hotkeys: Iterable<string>): void {
    for (const hotkey of hotkeys) this.#validators.add(hotkey);
  }

  /** One pass over everybody's new shards. @throws AffineError of store, chain or sandbox: call again. */
  async pass(headBlock: number, signal: AbortSignal): Promise<void> {
    const outdated = this.replay?.outdated;
    if (outdated != null) {
      this.#options.log.warn({ outdated }, "the contest is replayed from the beginning");
      this.#options.alarms.raise("late_records", `The contest is replayed from the beginning: ${outdated}.`);
      this.#present = undefined;
    }
    if (this.#present === undefined) await this.#catchUp(headBlock, signal);
    else {
      const complete = this.#completeBlock(headBlock);
      await this.#read(this.#present.reader, Infinity, headBlock);
      this.#readUntil = Math.max(this.#readUntil, complete);
    }
  }

  /**
   * Decides what can be decided by now: as far as reading has come.
   *
   * @throws AffineError of chain or store: call again.
   */
  async advance(headBlock: number): Promise<void> {
    const { deadlineBlocks } = this.#options.champion;
    this.#watch(headBlock);
    await this.#present?.follower.advance(Math.min(headBlock, this.#readUntil + deadlineBlocks), headBlock);
  }

  /** A stretch of blocks after the other, so that not all of it is in memory at once. */
  async #catchUp(headBlock: number, signal: AbortSignal): Promise<void> {
    const { champion, newFollower, newReader, log } = this.#options;
    const stretch = Math.max(LEAST_STRETCH_BLOCKS, STRETCH_DEADLINES * champion.deadlineBlocks);
    const follower = newFollower();
    const reader = newReader(follower);
    this.#progress = { block: champion.startBlock, headBlock };
    for (let until = champion.startBlock + stretch; until < headBlock; until += stretch) {
      await this.#read(reader, until, headBlock);
      await follower.advance(until, headBlock);
      this.addValidators((follower.replay.snapshot?.record.validators ?? []).map(({ hotkey }) => hotkey));
      this.#progress = { block: until, headBlock };
      if (signal.aborted) return;
    }
    const complete = this.#completeBlock(headBlock);
    await this.#read(reader, Infinity, headBlock);
    await follower.advance(Math.min(headBlock, complete + champion.deadlineBlocks), headBlock);
    this.#present = { follower, reader };
    this.#progress = null;
    this.#readUntil = complete;
    log.info({ headBlock, lastRound: follower.replay.lastScheduled }, "the contest is replayed up to now");
  }

  /**
   * The block by which all that was sealed can be read now. What we seal from here on names the head or a later block; a
   * header of ours that waits for its signature names an earlier one, and everybody will take it for that when it comes.
   */
  #completeBlock(headBlock: number): number {
    const drafted = this.#options.draftedBlock() ?? Infinity;
    this.#waitsForOwn = drafted < headBlock;
    return Math.min(headBlock, drafted) - 1;
  }

  async #read(reader: PeerReader, untilBlock: number, headBlock: number): Promise<void> {
    await reader.readOwn(untilBlock);
    await Promise.all(this.peers.map((peer) => reader.readPeer(peer, { untilBlock, headBlock })));
  }

  /** Reading must keep up with the chain, or rounds are not scheduled in time. */
  #watch(headBlock: number): void {
    const { alarms, champion } = this.#options;
    const behind = headBlock - this.#readUntil;
    if (this.#present === undefined || behind <= champion.deadlineBlocks) alarms.clear("peers_behind");
    else {
      const why = this.#waitsForOwn
        ? "a shard of our own is not signed and stored yet"
        : "evaluating takes too long here";
      alarms.raise("peers_behind", `Records are read up to block ${this.#readUntil}, ${behind} blocks ago: ${why}.`);
    }
  }
}
