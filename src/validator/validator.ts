import { EventEmitter } from "node:events";
import type { BlockRef } from "../chain/chain.ts";
import { errorMessage } from "../core/index.ts";
import type { RolloutRecord } from "../record/index.ts";
import type { Alarm } from "./alarms.ts";
import { readChainView, type ChainView } from "./chain-view.ts";
import { ClockWatch } from "./clock-watch.ts";
import type { Decision } from "./decision.ts";
import type { WeightAction } from "./next-weight-action.ts";
import { pause } from "../io/index.ts";
import { RoundLoop } from "./round-loop.ts";
import { Troubles } from "./troubles.ts";
import type { ValidatorStatus } from "./status.ts";
import { buildStatus } from "./status-builder.ts";
import type { ValidatorOptions } from "./validator-options.ts";
import { openParts, type ValidatorParts } from "./validator-parts.ts";
import type { ConfirmedWeights } from "./weight-setter.ts";

export interface ValidatorEvents {
  /** A new block was worked through. */
  block: [BlockRef];
  /** A record is durable. */
  record: [RolloutRecord];
  /** LastUpdate shows that weights landed. */
  weights: [ConfirmedWeights];
  alarm: [Alarm];
}

const RECENT_BLOCKS = 50;
/** Pause after a failure of the chain, the store or the queue. */
const TROUBLE_PAUSE_MS = 500;
/** What is under way when stopping is waited for so long; it is in the journal anyway. */
const STOP_MS = 1000;

/**
 * The validator: follows the chain, holds rounds, keeps records, decides and sets weights.
 *
 * @example
 * const validator = await Validator.open({ chain, signer, rules, roster, folder, inference, endpoint, log });
 * validator.start();
 * validator.status().champion;
 * await validator.stop();
 */
export class Validator {
  readonly events: EventEmitter<ValidatorEvents>;
  readonly #options: ValidatorOptions;
  readonly #parts: ValidatorParts;
  readonly #outcomes: Map<string, number>;
  readonly #stop = new AbortController();
  readonly #startedAtMs: number;
  readonly #recentBlocks: BlockRef[] = [];
  readonly #clock: ClockWatch;
  readonly #troubles: Troubles;
  readonly #rounds: RoundLoop;
  #updatedAtMs: number;
  #headSeenAtMs: number;
  #loops: Promise<unknown>[] = [];
  #weights: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;
  #view: ChainView | undefined;
  #decision: Decision | undefined;
  #action: WeightAction | undefined;

  private constructor(
    options: ValidatorOptions,
    parts: ValidatorParts,
    events: EventEmitter<ValidatorEvents>,
    outcomes: Map<string, number>,
  ) {
    this.#options = options;
    this.#parts = parts;
    this.#clock = new ClockWatch(parts.alarms);
    this.#troubles = new Troubles({ alarms: parts.alarms, log: options.log });
    const { judge, queue } = parts;
    this.#rounds = new RoundLoop({ judge, queue, troubles: this.#troubles, signal: this.#stop.signal });
    this.events = events;
    this.#outcomes = outcomes;
    this.#startedAtMs = this.#updatedAtMs = this.#headSeenAtMs = this.#nowMs();
  }

  /**
   * Takes the data folder and reads what is in it; nothing runs yet.
   *
   * @throws AffineError `locked` when another validator has the folder, `state_version`, `state_corrupt`,
   * `store_transport`.
   */
  static async open(options: ValidatorOptions): Promise<Validator> {
    const events = new EventEmitter<ValidatorEvents>();
    const outcomes = new Map<string, number>();
    const parts = await openParts(options, {
      onAlarm(alarm) {
        options.log.warn({ alarm: alarm.code }, alarm.message);
        events.emit("alarm", alarm);
      },
      onRecord(record) {
        outcomes.set(record.outcome, (outcomes.get(record.outcome) ?? 0) + 1);
        events.emit("record", record);
      },
      onConfirmed(weights) {
        options.log.info({ block: weights.block }, "weights confirmed");
        events.emit("weights", weights);
      },
    });
    return new Validator(options, parts, events, outcomes);
  }

  /** Begins to work. Further calls do nothing. */
  start(): void {
    if (this.#loops.length > 0 || this.#stopping !== undefined) return;
    this.#parts.runner?.start();
    this.#loops = [
      this.#repeat("chain_trouble", () => this.#followChain()),
      this.#repeat("records_trouble", () => this.#collect()),
      this.#repeat("hosts_trouble", () => this.#parts.hosts.look(this.#stop.signal)),
      ...Object.entries(this.#parts.judge.loops).map(([alarm, step]) =>
        this.#repeat(alarm, () => step(this.#stop.signal)),
      ),
    ];
  }

  status(): ValidatorStatus {
    return buildStatus(this.#options, this.#parts, {
      running: this.#loops.length > 0 && this.#stopping === undefined,
      startedAtMs: this.#startedAtMs,
      updatedAtMs: this.#updatedAtMs,
      headSeenAtMs: this.#headSeenAtMs,
      recentBlocks: this.#recentBlocks,
      outcomes: this.#outcomes,
      view: this.#view,
      decision: this.#decision,
      action: this.#action,
      queue: this.#rounds.size,
    });
  }

  /** Signs and publishes what is not in a shard yet. Done by itself as records grow; useful before ending. */
  async seal(): Promise<void> {
    const { head } = await this.#parts.records.seal();
    await this.#parts.statistics.update(head?.seq);
  }

  /** Ends within about a second: questions under way go back to the journal, records stay. */
  stop(): Promise<void> {
    this.#stopping ??= this.#end();
    return this.#stopping;
  }

  async #end(): Promise<void> {
    this.#stop.abort();
    const ended = Promise.all([...this.#loops, this.#weights, this.#rounds.ended(), this.#parts.runner?.stop()]);
    const enough = new AbortController();
    await Promise.race([ended, pause(STOP_MS, enough.signal)]);
    enough.abort();
    await this.#parts.close();
  }

  /**
   * One step after the other until the end; a step that fails raises an alarm and is tried again after a pause.
   *
   * @param alarm names the loop, and what usually fails in it
   */
  async #repeat(alarm: string, step: () => Promise<void>): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await step();
        this.#troubles.clear(alarm);
      } catch (error) {
        // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- the signal changes during the step
        if (signal.aborted) return;
        this.#troubles.raise(alarm, error, alarm);
        await pause(TROUBLE_PAUSE_MS, signal);
      }
    }
  }

  async #followChain(): Promise<void> {
    const { chain, rules, roster, log } = this.#options;
    const { signal } = this.#stop;
    const seen = this.#view?.head;
    const head = seen === undefined ? await chain.head() : await chain.waitForBlock(seen.number + 1, { signal });
    const seenAtMs = this.#nowMs();
    this.#headSeenAtMs = seenAtMs;
    const { hosts } = this.#parts;
    const view = await readChainView(chain, rules.netuid, head, { ...roster, hosts });
    await this.#decide(view);
    // Weights go their own way: neither waits for the other's disk or chain.
    this.#weights ??= this.#stepWeights(view).finally(() => (this.#weights = undefined));
    this.#parts.judge.followed?.(view);
    await this.#rounds.follow(view);
    this.#clock.saw(head, await chain.timestampMs(head), seenAtMs);
    // Only now is the block worked through: should anything above fail, it is worked through again.
    this.#view = view;
    this.#recentBlocks.push(head);
    if (this.#recentBlocks.length > RECENT_BLOCKS) this.#recentBlocks.shift();
    const { head: lastShard, problem } = this.#parts.records.status();
    if (problem === undefined) this.#parts.alarms.clear("records");
    await this.#parts.statistics.update(lastShard?.seq);
    this.#updatedAtMs = this.#nowMs();
    log.debug({ block: head.number, miners: view.roster.miners.length, queue: this.#rounds.size }, "block");
    this.events.emit("block", head);
  }

  async #decide(view: ChainView): Promise<void> {
    const before = this.#decision?.champion?.hotkey;
    this.#decision = (await this.#parts.judge.decide(view)) ?? this.#decision;
    const champion = this.#decision?.champion ?? null;
    if (champion?.hotkey !== before) this.#options.log.info({ champion }, "the champion changed");
  }

  async #stepWeights({ head, metagraph, hyperparameters, epoch }: ChainView): Promise<void> {
    const { settled } = this.#parts.judge;
    try {
      this.#action = await this.#parts.setter.step({
        head,
        metagraph,
        hyperparameters,
        epoch,
        desired: this.#decision?.weights,
        settled,
      });
      this.#parts.alarms.clear("weights_trouble");
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      // The journal of attempts could not be written, so nothing was sent.
      this.#options.log.error({ err: error }, "no weights without their journal");
      this.#parts.alarms.raise("weights_trouble", errorMessage(error));
    }
  }

  async #collect(): Promise<void> {
    const taken = await this.#parts.collector.collect();
    if (taken === 0) await this.#parts.queue.waitForChange(this.#stop.signal);
  }

  #nowMs(): number {
    return (this.#options.nowMs ?? Date.now)();
  }
}
