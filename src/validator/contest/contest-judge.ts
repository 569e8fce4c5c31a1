import {
  rulesHash,
  type ChampionRules,
  type ContestRules,
  type ContestState,
  type ReplayNote,
} from "../../contest/index.ts";
import type { ValidatorStake } from "../../mechanism/index.ts";
import type { DisputeRecord, RolloutRecord } from "../../record/index.ts";
import type { RecordLog, Store } from "../../store/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { Alarms } from "../alarms.ts";
import type { ChainView } from "../chain-view.ts";
import type { Decision } from "../decision.ts";
import type { Judge, RoundCounts } from "../judge.ts";
import { pause } from "../../io/index.ts";
import type { Results } from "../results.ts";
import { ShadowWindow } from "../shadow-window.ts";
import type { BlockHashes } from "./block-hashes.ts";
import type { BlockPace } from "./block-pace.ts";
import { ContestFollower } from "./contest-follower.ts";
import { ContestReading } from "./contest-reading.ts";
import type { ContestScheduler } from "./contest-scheduler.ts";
import type { ContestStatus, ReplayProgress } from "./contest-status.ts";
import { viewContest } from "./contest-view.ts";
import { decisionOf } from "./decision-of.ts";
import type { DecisionLog } from "./decision-log.ts";
import type { GridRecorder } from "./grid-recorder.ts";
import type { KnownFaults } from "./known-faults.ts";
import { outvoted } from "./outvoted.ts";
import { PeerReader } from "./peer-reader.ts";
import { RoundWatch } from "./round-watch.ts";
import type { SealClock } from "./seal-clock.ts";
import type { SealContext } from "./seal-context.ts";

export interface ContestJudgeOptions {
  readonly rules: ContestRules;
  readonly champion: ChampionRules;
  readonly hotkey: string;
  readonly records: RecordLog;
  readonly results: Results;
  /** Where our own shards are, published or not. */
  readonly ownStore: Store;
  /** Where peers' shards are, and ours once published. */
  readonly store: Store;
  readonly grid: GridRecorder;
  readonly scheduler: ContestScheduler;
  readonly decisions: DecisionLog;
  readonly hashes: BlockHashes;
  readonly known: KnownFaults;
  readonly pace: BlockPace;
  readonly sealClock: SealClock;
  readonly sealContext: SealContext;
  readonly alarms: Alarms;
  readonly nowMs: () => number;
  readonly log: Logger;
}

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
  #rootStakes: readonly ValidatorStake[] = [];
  #startBlock: number | undefined;
  #headBlock = -1;
  #passedBlock = -1;
  #sealing: Promise<void> | undefined;
  #shown: { readonly state: ContestState; readonly view: ContestStatus } | null = null;

  constructor(options: ContestJudgeOptions) {
    this.#options = options;
    this.#watch = new RoundWatch(options);
    this.#shadow = new ShadowWindow(options);
    this.#reading = new ContestReading({
      ...options,
      newFollower: () => this.#newFollower(),
      newReader: (follower) => this.#newReader(follower),
      draftedBlock: () => options.records.status().draftedBlock,
    });
    this.loops = { peers_trouble: (signal) => this.#pass(signal) };
    options.sealContext.attach({
      block: () => (this.#headBlock < 0 ? undefined : this.#headBlock),
      heads: () => this.#reading.reader?.heads ?? [],
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

  get replaying(): ReplayProgress | null {
    return this.#reading.progress;
  }

  add(record: RolloutRecord): void {
    this.#options.results.add(record);
  }

  close(): void {
    this.#options.grid.close();
  }

  async decide({ head, metagraph }: ChainView): Promise<Decision | undefined> {
    const { pace, nowMs, decisions, grid } = this.#options;
    this.#headBlock = head.number;
    this.#startBlock ??= head.number;
    pace.saw(head.number, nowMs());
    this.#rootStakes = metagraph.neurons.filter(({ validatorPermit }) => validatorPermit);
    this.#reading.addValidators(this.#rootStakes.map(({ hotkey }) => hotkey));
    await grid.record(head.number, (roster) => this.#reading.addRoster(roster));
    const { replay } = this.#reading;
    if (replay === undefined) return undefined;
    await this.#reading.advance(head.number);
    await decisions.flush();
    const { leaderboard } = this.#shadow.look(head.number, metagraph);
    return decisionOf(replay, { metagraph, block: this.#reading.state?.block ?? head.number, leaderboard });
  }

  async schedule({ head }: ChainView): Promise<void> {
    const { scheduler, pace } = this.#options;
    const { replay } = this.#reading;
    if (replay !== undefined) await scheduler.schedule(replay, { headBlock: head.number, blockMs: pace.blockMs });
    this.#seal(head.number);
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
    }
    await pause(IDLE_MS, signal);
  }

  #newFollower(): ContestFollower {
    const { rules, hashes, ownStore, store, decisions } = this.#options;
    return new ContestFollower({
      rules,
      rootStakes: this.#rootStakes,
      hashes,
      stores: () => [ownStore, store],
      onState: (state) => {
        decisions.add(state, this.#headBlock);
        this.#compareFindings(state);
      },
      onRound: (played) => this.#watch.played(played, played.block <= (this.#startBlock ?? 0)),
      onNote: (note) => this.#note(note),
    });
  }

  #newReader(follower: ContestFollower): PeerReader {
    const { store, results, alarms, log } = this.#options;
    return new PeerReader(
      {
        ...this.#options,
        storeOf: () => store,
        matters: (validator, record) => follower.matters(validator, record),
        onShard: (shard) => {
          follower.read(shard);
          for (const record of shard.records) if (record.kind === "rollout") results.add(record, shard.header.hotkey);
          for (const peer of follower.replay.book.forkedHeads(shard)) {
            alarms.raise(
              "peer_forked",
              `${peer} shows different chains of records: ${shard.header.hotkey} saw another.`,
            );
          }
        },
        onDispute: (dispute) => this.#dispute(dispute),
        onProblem: ({ key, reason, message }) => {
          log.error({ key, reason }, message);
          alarms.raise(`shard_${reason}`, `${key}: ${message}`);
        },
      },
      this.#options.known,
    );
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
    if (code === "crowned" || code === "champion_gone") log.info({ block, hotkeys, detail }, code);
    else log.debug({ block, hotkeys, detail }, code);
    if (block <= (this.#startBlock ?? 0)) return;
    if (code === "snapshot_conflict") alarms.raise(code, `At block ${block} ${hotkeys.join(", ")}: ${detail}.`);
    else if (code === "no_snapshot") alarms.raise(code, `Block ${block} of the chain does not count: ${detail}.`);
  }

  #compareFindings({ standings }: ContestState): void {
    const { alarms, grid } = this.#options;
    const lines = outvoted(standings, (hotkey, revision) => grid.opinionOf(hotkey, revision));
    if (lines.length === 0) alarms.clear("outvoted");
    else alarms.raise("outvoted", `Most validators find otherwise about models than this one: ${lines.join("; ")}.`);
  }

  #viewOf(state: ContestState): ContestStatus {
    const shadow = { mechanism: "affine-v1", champion: this.#shadow.champion };
    return viewContest(state, { rules: this.#options.rules, watched: this.#watch.bad, shadow });
  }

  /** Seals when it is time: what is there, or a heartbeat where others wait to learn what we have seen. */
  #seal(headBlock: number): void {
    const { sealClock, records, log } = this.#options;
    if (this.#sealing !== undefined || !sealClock.isDue(headBlock)) return;
    const { unsealed } = records.status();
    if (unsealed === 0 && this.#reading.peers.length === 0) return;
    sealClock.sealed(headBlock);
    this.#sealing = this.#sealNow(headBlock, unsealed === 0)
      .catch((error: unknown) => log.warn({ err: error }, "a seal has to wait"))
      .finally(() => (this.#sealing = undefined));
  }

  async #sealNow(block: number, isEmpty: boolean): Promise<void> {
    const { records, rules } = this.#options;
    const { netuid } = rules;
    if (isEmpty) await records.append({ v: 1, kind: "heartbeat", netuid, block, rules: rulesHash(rules) });
    await records.seal();
  }
}
