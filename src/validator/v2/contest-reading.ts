import {
  disputeBlocks,
  type ChampionRules,
  type ContestDriver,
  type ContestReplay,
  type ContestState,
  type SavedDriver,
} from "../../replay/index.ts";
import type { StakedShare, ValidatorStake } from "../../mechanism/index.ts";
import type { RosterDocument, ShardHead } from "../../record/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { Alarms } from "../alarms.ts";
import type { ReplayProgress } from "./contest-status.ts";

/** A driver and the heads of peers' chains that its reader has seen. */
export interface DrivenReading {
  readonly driver: ContestDriver;
  readonly heads: () => readonly ShardHead[];
}

export interface ContestReadingOptions {
  readonly champion: ChampionRules;
  readonly hotkey: string;
  readonly newDriver: (validators: Iterable<string>, saved?: SavedDriver) => DrivenReading;
  /** What the first reading goes on from, instead of the beginning. @throws AffineError of chain or store: call again. */
  readonly saved?: () => Promise<SavedDriver | undefined>;
  /** Block that the header of a shard of ours names which is not stored yet; `null` without one. */
  readonly draftedBlock: () => number | null;
  readonly alarms: Alarms;
  readonly log: Logger;
}

/** Everybody's records and the contest that follows from them: read up to now first, then as they come. */
export class ContestReading {
  readonly #options: ContestReadingOptions;
  readonly #validators = new Set<string>();
  /** Who takes part by the chain as it is now; `undefined` until that was looked at. */
  #taking: ReadonlySet<string> | undefined;
  #present: DrivenReading | undefined;
  /** On its way to now. */
  #coming: DrivenReading | undefined;
  /** Of the last reading that was begun. */
  #driver: ContestDriver | undefined;
  #mayGoOn = true;
  /** Everything sealed by this block has been read. */
  #readUntil = -1;
  /** What has been read decides all up to this one. */
  #reach = -1;
  /** Whether a shard of our own that is not stored yet holds that up. */
  #waitsForOwn = false;
  #progress: ReplayProgress | null = null;

  constructor(options: ContestReadingOptions) {
    this.#options = options;
  }

  /** `undefined` while it is being replayed up to now. */
  get replay(): ContestReplay | undefined {
    return this.#present?.driver.replay;
  }

  /** How far the replay has come that is on its way to now; `null` once it is there. */
  get progress(): ReplayProgress | null {
    return this.#present === undefined ? (this.#progress ?? { block: 0, headBlock: 0 }) : null;
  }

  get state(): ContestState | undefined {
    return (this.#present ?? this.#coming)?.driver.state;
  }

  /** Everything read and decided by now; `undefined` while it is being replayed up to now. */
  save(): SavedDriver | undefined {
    return this.#present?.driver.replay.outdated === null ? this.#present.driver.save() : undefined;
  }

  /** Heads of peers' chains that are ours to list. */
  get heads(): readonly ShardHead[] {
    return this.#present?.heads() ?? [];
  }

  /** Others than ourselves whose records are read. */
  get peers(): readonly string[] {
    const validators = this.#present?.driver.validators ?? this.#validators;
    return [...validators].filter((validator) => validator !== this.#options.hotkey);
  }

  /** Those of them that take no part now. */
  get left(): readonly string[] {
    return this.peers.filter((validator) => this.#taking?.has(validator) !== true);
  }

  addRoster(roster: RosterDocument): void {
    this.#present?.driver.replay.addRoster(roster);
  }

  /** @param taking hotkeys that take part by the chain as it is now */
  addValidators(hotkeys: Iterable<string>, taking: ReadonlySet<string>): void {
    for (const hotkey of hotkeys) this.#validators.add(hotkey);
    this.#present?.driver.addValidators(this.#validators);
    this.#taking = taking;
  }

  /** Takes the validators that take part by the chain as it is now, whether it is on its way to now or there. */
  seePresent(taking: readonly ValidatorStake[]): void {
    this.#driver?.seePresent(taking);
  }

  /**
   * The block up to which what we decide may be published: nobody's word can be missing any more that a majority would
   * need to decide otherwise. Two parts of the network that do not hear each other never both pass it.
   *
   * @param shares the voting shares by which it was decided; those of the snapshot in force when left out
   */
  firmBlock(shares?: readonly StakedShare[]): number {
    const { deadlineBlocks } = this.#options.champion;
    const heard = this.#present?.driver.heardBlock(this.#taking ?? new Set(), shares) ?? -1;
    return heard - deadlineBlocks - disputeBlocks(deadlineBlocks);
  }

  /**
   * One pass over everybody's new shards. Nothing is read, and so nothing decided, before the chain has said whose
   * there are.
   *
   * @throws AffineError of store, chain or sandbox: call again.
   */
  async pass(headBlock: number, signal: AbortSignal): Promise<void> {
    if (this.#taking === undefined) return;
    const outdated = this.replay?.outdated;
    if (outdated != null) {
      this.#options.log.warn({ outdated }, "the contest is replayed from the beginning");
      this.#options.alarms.raise("late_records", `The contest is replayed from the beginning: ${outdated}.`);
      for (const hotkey of this.#present?.driver.validators ?? []) this.#validators.add(hotkey);
      this.#present = undefined;
    }
    if (this.#present === undefined) await this.#catchUp(headBlock, signal);
    else {
      const complete = this.#completeBlock(headBlock);
      const { driver } = this.#present;
      await driver.read(Infinity);
      this.#isReadUntil(complete, driver);
    }
  }

  /**
   * Decides what can be decided by now: as far as reading has come.
   *
   * @throws AffineError of chain or store: call again.
   */
  async advance(headBlock: number): Promise<void> {
    this.#watch(headBlock);
    await this.#present?.driver.advanceTo(Math.min(headBlock, this.#reach));
  }

  async #catchUp(headBlock: number, signal: AbortSignal): Promise<void> {
    const { newDriver, log } = this.#options;
    this.#readUntil = -1;
    this.#reach = -1;
    const saved = this.#mayGoOn ? await this.#options.saved?.() : undefined;
    const reading = newDriver(this.#validators, saved);
    this.#coming = saved === undefined ? undefined : reading;
    this.#driver = reading.driver;
    let complete = -1;
    const isDone = await reading.driver.catchUp({
      headBlock,
      completeBlock: () => (complete = this.#completeBlock(headBlock)),
      signal,
      onProgress: (block) => (this.#progress = { block, headBlock }),
    });
    if (!isDone) return;
    this.#mayGoOn = false;
    this.#coming = undefined;
    this.#present = reading;
    this.#progress = null;
    this.#isReadUntil(complete, reading.driver);
    log.info({ headBlock, lastRound: reading.driver.replay.lastScheduled }, "the contest is replayed up to now");
  }

  #isReadUntil(completeBlock: number, driver: ContestDriver): void {
    this.#readUntil = Math.max(this.#readUntil, completeBlock);
    this.#reach = Math.max(this.#reach, driver.reach(completeBlock));
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

  /** Reading must keep up with the chain, or rounds are not scheduled in time. */
  #watch(headBlock: number): void {
    const { alarms, champion } = this.#options;
    const behind = headBlock - this.#readUntil;
    if (this.#present === undefined || headBlock <= this.#reach) alarms.clear("peers_behind");
    else {
      const why = this.#waitsForOwn
        ? "a shard of our own is not signed and stored yet"
        : "evaluating takes too long here";
      alarms.raise("peers_behind", `Records are read up to block ${this.#readUntil}, ${behind} blocks ago: ${why}.`);
    }
    const firm = this.firmBlock();
    const unheard = headBlock - firm - 4 * champion.deadlineBlocks;
    if (this.#present === undefined || unheard <= 0) alarms.clear("majority_silent");
    else {
      alarms.raise(
        "majority_silent",
        `Nothing is decided past block ${firm}: the records of those who hold a majority cannot be read further. It goes on when they can, or when the chain shows them silent for three epochs.`,
      );
    }
  }
}
