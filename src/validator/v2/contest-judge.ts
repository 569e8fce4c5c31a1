import {
  ContestDriver,
  participants,
  readParticipants,
  type ContestReplay,
  type ContestState,
  type ReplayNote,
  type ReplayShard,
  type SavedDriver,
} from "../../replay/index.ts";
import type { ValidatorStake } from "../../mechanism/index.ts";
import type { DisputeRecord, RolloutRecord } from "../../record/index.ts";
import type { BlockRef } from "../../chain/chain.ts";
import type { ChainView } from "../chain-view.ts";
import type { Decision } from "../decision.ts";
import type { Judge, RoundCounts } from "../judge.ts";
import { pause } from "../../io/index.ts";
import { ShadowWindow } from "./shadow-window.ts";
import type { ContestJudgeOptions } from "./contest-judge-options.ts";
import { ContestReading, type DrivenReading } from "./contest-reading.ts";
import type { ContestStatus, ReplayProgress } from "./contest-status.ts";
import { viewContest } from "./contest-view.ts";
import { decisionOf } from "./decision-of.ts";
import { ScoreRestore } from "./checkpoint/score-restore.ts";
import { HeldDecisions } from "./held-decisions.ts";
import { outvoted } from "./outvoted.ts";
import { PeerReader, type PeerReaderOptions } from "./peer-reader.ts";
import { ChainFetch } from "./replay-fetch.ts";
import { Republisher } from "./republisher.ts";
import { SnapshotWatch } from "./snapshot-watch.ts";
import { RoundWatch } from "./round-watch.ts";
import { Sealer } from "./sealer.ts";

/** Notes that are worth a line of the log. */
const TOLD: ReadonlySet<ReplayNote["code"]> = new Set(["crowned", "champion_gone", "no_snapshot"]);

/** Pause between two looks whether scores are wanted. */
const SCORES_IDLE_MS = 1000;
/** Pause of the reading loop between two passes. */
const IDLE_MS = 50;
/** Disputes about records older than so many deadlines are kept from the record: nobody's decision waits for them. */
const DISPUTE_DEADLINES = 20;

/** affine-v2: follows the contest from everybody's records, holds the rounds that are ours, publishes what it sees. */
export class ContestJudge implements Judge {
  readonly loops: Judge["loops"];
  readonly #options: ContestJudgeOptions;
  readonly #watch: RoundWatch;
  readonly #shadow: ShadowWindow;
  readonly #reading: ContestReading;
  #taking: readonly ValidatorStake[] = [];
  #takingAt = -Infinity;
  readonly #republisher: Republisher;
  readonly #scores: ScoreRestore;
  readonly #held: HeldDecisions;
  #startBlock: number | undefined;
  readonly #snapshots: SnapshotWatch;
  #headBlock = -1;
  #passedBlock = -1;
  readonly #sealer: Sealer;
  #shown: { readonly state: ContestState; readonly view: ContestStatus } | null = null;

  constructor(options: ContestJudgeOptions) {
    this.#options = options;
    this.#watch = new RoundWatch(options);
    this.#shadow = new ShadowWindow(options);
    this.#held = new HeldDecisions(options.champion);
    this.#snapshots = new SnapshotWatch(options.alarms);
    this.#republisher = new Republisher(options);
    this.#sealer = new Sealer(options);
    const { results, rules } = options;
    this.#scores = new ScoreRestore({
      ...{ ...options, netuid: rules.netuid, windowBlocks: rules.windowBlocks },
      onRollout: (record, validator) => results.add(record, validator),
    });
    this.#reading = new ContestReading({
      ...options,
      newDriver: (validators, saved) => this.#newDriver(validators, saved),
      saved: async () => (await options.checkpoints.confirmed())?.contest,
      draftedBlock: () => options.records.status().draftedBlock,
    });
    this.loops = {
      peers_trouble: (signal) => this.#pass(signal),
      scores_trouble: (signal) => this.#readScores(signal),
    };
    options.sealContext.attach({
      block: () => (this.#headBlock < 0 ? undefined : this.#headBlock),
      heads: () => this.#reading.heads,
    });
  }

  get rounds(): RoundCounts {
    return this.#options.scheduler.counts;
  }

  get ownRecords(): number {
    return this.#shadow.ownRecords;
  }

  get settled(): boolean {
    return this.#reading.replay?.snapshot != null;
  }

  /** As of the last grid block; while the contest is replayed anew, what was known before stands. */
  get contest(): ContestStatus | null {
    const { state } = this.#reading;
    if (state !== undefined && state !== this.#shown?.state) this.#shown = { state, view: this.#viewOf(state) };
    return this.#shown?.view ?? null;
  }

  get readingScores(): boolean {
    return this.#scores.isReading || this.replaying !== null;
  }

  get replaying(): ReplayProgress | null {
    return this.#reading.progress;
  }

  add(record: RolloutRecord): void {
    this.#options.results.add(record);
  }

  async close(): Promise<void> {
    this.#options.grid.close();
    this.#options.announcer.close();
    await this.#options.checkpoints.close();
  }

  async decide({ head, metagraph, epoch }: ChainView): Promise<Decision | undefined> {
    const { pace, nowMs, decisions, grid, rules, champion } = this.#options;
    this.#headBlock = head.number;
    this.#startBlock ??= head.number;
    pace.saw(head.number, nowMs());
    await this.#look(head, epoch);
    const permitted = metagraph.neurons.filter(({ validatorPermit }) => validatorPermit);
    const taking = new Set(this.#taking.map(({ hotkey }) => hotkey));
    this.#reading.addValidators([this.#options.hotkey, ...permitted.map(({ hotkey }) => hotkey)], taking);
    await grid.record(head.number, (roster) => this.#reading.addRoster(roster));
    const { replay } = this.#reading;
    if (replay === undefined) return undefined;
    await this.#reading.advance(head.number);
    const firm = this.#held.takeFirm((shares) => this.#reading.firmBlock(shares));
    for (const state of firm) decisions.add(state, head.number);
    await decisions.flush();
    this.#keep(head.number);
    const { leaderboard } = this.#shadow.look(head.number, metagraph);
    // Past what is firm another part of the network may decide otherwise: the last decision stands.
    if (replay.lastScheduled * rules.roundBlocks - 2 * champion.deadlineBlocks > this.#reading.firmBlock())
      return undefined;
    return decisionOf(replay, { metagraph, block: this.#reading.state?.block ?? head.number, leaderboard });
  }

  /** Looks who takes part, as often as it may change what counts, and renews our own announcement. */
  async #look(head: BlockRef, epoch: { readonly startBlock: number }): Promise<void> {
    const { chain, champion, rules, announcer } = this.#options;
    if (head.number < this.#takingAt + champion.gridBlocks) return;
    const view = await readParticipants(chain, rules.netuid, head);
    this.#taking = participants(view, champion);
    this.#takingAt = head.number;
    this.#reading.seePresent(this.#taking);
    announcer.renew(view.commitments, epoch);
  }

  followed({ head }: ChainView): void {
    const { replay, peers } = this.#reading;
    if (replay !== undefined) this.#options.scheduler.note(replay, head.number);
    this.#sealer.look(head.number, peers.length > 0);
  }

  async schedule({ head }: ChainView): Promise<void> {
    const [{ scheduler, pace }, { replay }] = [this.#options, this.#reading];
    if (replay !== undefined) await scheduler.schedule(replay, { headBlock: head.number, blockMs: pace.blockMs });
  }

  async #pass(signal: AbortSignal): Promise<void> {
    const head = this.#headBlock;
    // Where nobody else writes, nothing new comes within a block.
    const isIdle = head === this.#passedBlock && this.#reading.peers.length === 0;
    if (head >= 0 && !isIdle) {
      await this.#reading.pass(head, signal);
      this.#passedBlock = head;
      const { replay } = this.#reading;
      if (replay !== undefined) await this.#options.decisions.compare(replay);
      await this.#republisher.look(head, this.#reading.left);
    }
    await pause(IDLE_MS, signal);
  }

  /** What a checkpoint went past is missing in the table of scores only. */
  async #readScores(signal: AbortSignal): Promise<void> {
    await this.#scores.read();
    await pause(SCORES_IDLE_MS, signal);
  }

  #newDriver(validators: Iterable<string>, saved?: SavedDriver): DrivenReading {
    const { rules, hotkey, hashes, ownStore, store, known, checkpoints } = this.#options;
    let reader: PeerReader | undefined;
    const { netuid, roundBlocks } = rules;
    this.#held.clear();
    const checkpoint = saved === undefined ? undefined : checkpoints.saved;
    if (checkpoint === undefined) checkpoints.forget();
    else {
      this.#held.load(checkpoint.votingShares);
      this.#scores.want(checkpoint);
    }
    const driver: ContestDriver = new ContestDriver({
      rules,
      present: this.#taking,
      self: hotkey,
      validators,
      fetch: new ChainFetch({
        netuid,
        roundBlocks,
        hashes,
        headBlock: () => this.#headBlock,
        stores: [ownStore, store],
        keep: ownStore,
      }),
      saved,
      source: (replay, from) => (reader = new PeerReader(this.#readerOptions(replay), known, from)),
      onShard: (shard) => this.#read(driver, shard),
      onBegin: () => {
        this.#held.clear();
        checkpoints.forget();
      },
      onState: (state) => {
        this.#snapshots.decided(state.block);
        this.#held.add(state);
        this.#compareFindings(state);
      },
      onRound: (played) => this.#watch.played(played, played.block <= (this.#startBlock ?? 0)),
      onNote: (note) => this.#note(note),
    });
    return { driver, heads: () => reader?.heads ?? [] };
  }

  #readerOptions(replay: ContestReplay): PeerReaderOptions {
    const { alarms, log } = this.#options;
    return {
      ...this.#options,
      replay: () => replay,
      headBlock: () => this.#headBlock,
      onDispute: (dispute) => this.#dispute(dispute),
      onTaken: (shard, position) => this.#scores.passed(shard, position),
      onProblem: ({ key, reason, message }) => {
        log.error({ key, reason }, message);
        alarms.raise(`shard_${reason}`, `${key}: ${message}`);
      },
    };
  }

  #read(driver: ContestDriver, shard: ReplayShard): void {
    const { results, alarms, hotkey, memory } = this.#options;
    const writer = shard.header.hotkey;
    // Our own are there already, but for those of an earlier life.
    for (const record of shard.records) if (record.kind === "rollout") results.add(record, writer);
    if (writer === hotkey) memory.add(shard.header, shard.records);
    for (const peer of driver.replay.book.forkedHeads(shard)) {
      alarms.raise("peer_forked", `${peer} shows different chains of records: ${writer} saw another.`);
    }
  }

  /** Keeps a checkpoint of what is decided and published. */
  #keep(headBlock: number): void {
    const { checkpoints, owner, memory, hotkey } = this.#options;
    const decidedBlock = this.#reading.state?.block;
    if (decidedBlock === undefined) return;
    checkpoints.look({ decidedBlock, heldBlock: this.#held.oldestBlock }, () => {
      const contest = this.#reading.save();
      if (contest === undefined) return undefined;
      const snapshot = this.#reading.replay?.snapshot?.record;
      const own = contest.positions.find(([whose]) => whose === hotkey)?.[1];
      return {
        ...{ v: 1, ...owner, block: decidedBlock, contest, memory: memory.save(own) },
        chain: snapshot === undefined ? null : { block: snapshot.block, hash: snapshot.hash },
        votingShares: this.#held.save(),
        window: this.#scores.save(headBlock),
      };
    });
  }

  async #dispute(dispute: DisputeRecord): Promise<void> {
    const { alarms, log, records, champion } = this.#options;
    const { validator, reason, challenge, said, found, block } = dispute;
    const told = `it says ${said?.score ?? "?"}, we find ${found?.score ?? "nothing"}`;
    alarms.raise("peer_disputed", `A record of ${validator} is wrong (${reason}, ${told}): ${challenge}`);
    log.warn({ validator, reason, block, challenge }, "a peer's record is wrong; the evidence is published");
    if (block >= this.#headBlock - DISPUTE_DEADLINES * champion.deadlineBlocks) await records.append(dispute);
  }

  #note({ code, block, hotkeys, detail }: ReplayNote): void {
    const { alarms, log } = this.#options;
    if (TOLD.has(code)) log.info({ block, hotkeys, detail }, code);
    else log.debug({ block, hotkeys, detail }, code);
    if (block <= (this.#startBlock ?? 0)) return;
    if (code === "snapshot_conflict") alarms.raise(code, `At block ${block} ${hotkeys.join(", ")}: ${detail}.`);
    else if (code === "no_snapshot") this.#snapshots.missed(block, detail);
  }

  #compareFindings({ standings }: ContestState): void {
    const { alarms, grid } = this.#options;
    const lines = outvoted(standings, (hotkey, revision) => grid.opinionOf(hotkey, revision));
    if (lines.length === 0) alarms.clear("outvoted");
    else alarms.raise("outvoted", `Most validators find otherwise about models than this one: ${lines.join("; ")}.`);
  }

  #viewOf(state: ContestState): ContestStatus {
    const { shadow } = this.#shadow;
    return viewContest(state, { rules: this.#options.rules, watched: this.#watch.bad, shadow });
  }
}
