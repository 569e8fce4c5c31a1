import { z } from "zod";
import type { BlockRef, Chain } from "../../chain/chain.ts";
import { type ContestRules } from "../../replay/index.ts";
import { dueRounds, planRound, type Job, type WorkQueue } from "../../rounds/index.ts";
import { AffineError, type Miner } from "../../core/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { Alarms } from "../alarms.ts";
import { JsonFile, type WriteGate } from "../../io/index.ts";
import { JOURNAL_LIMITS } from "../journal-limits.ts";

const cursorSchema = z.strictObject({ v: z.literal(1), lastRound: z.int().nonnegative() });

export interface RoundSchedulerOptions {
  readonly chain: Pick<Chain, "blockHash">;
  readonly queue: WorkQueue;
  readonly rules: ContestRules;
  /** Where the last round scheduled is kept. */
  readonly file: string;
  /** What its writes go through. */
  readonly gate?: WriteGate;
  /** After a downtime only so many of the newest rounds are held. */
  readonly maxCatchUpRounds: number;
  /** Time that a job has until it is given up. */
  readonly jobDeadlineMs: number;
  readonly nowMs: () => number;
  readonly alarms: Alarms;
  readonly log: Logger;
}

/** Puts each round's questions into the queue, once, in order, also across restarts. */
export class RoundScheduler {
  readonly #options: RoundSchedulerOptions;
  readonly #file: JsonFile<z.infer<typeof cursorSchema>>;
  #lastRound: number | undefined;
  #held = 0;
  #skipped = 0;

  private constructor(options: RoundSchedulerOptions) {
    this.#options = options;
    this.#file = new JsonFile(options.file, cursorSchema, JOURNAL_LIMITS, options.gate);
  }

  /** @throws AffineError `state_version` or `state_corrupt`. */
  static async open(options: RoundSchedulerOptions): Promise<RoundScheduler> {
    const scheduler = new RoundScheduler(options);
    scheduler.#lastRound = (await scheduler.#file.read())?.lastRound;
    return scheduler;
  }

  get counts(): { last: number | null; held: number; skipped: number } {
    return { last: this.#lastRound ?? null, held: this.#held, skipped: this.#skipped };
  }

  /** Schedules all rounds that are due. @throws AffineError of the chain or of the queue: call again. */
  async schedule(head: BlockRef, miners: readonly Miner[]): Promise<void> {
    const { rules, maxCatchUpRounds, log } = this.#options;
    const { roundBlocks } = rules;
    const lastRound = this.#rewound(head);
    const due = dueRounds({ headNumber: head.number, lastRound, roundBlocks, maxCatchUpRounds });
    if (due.skipped > 0) log.warn({ rounds: due.skipped }, "rounds of a downtime are given up");
    this.#skipped += due.skipped;
    const planned = await Promise.all(due.rounds.map((round) => this.#plan(round, miners)));
    const held = await this.#add(planned.filter((jobs) => jobs !== undefined));
    const newest = due.rounds.at(-1);
    if (newest === undefined) return;
    // The queue has them on disk by now; should we die before this line, the same jobs are added again: no change.
    await this.#file.write({ v: 1, lastRound: newest });
    this.#lastRound = newest;
    this.#held += held;
    this.#skipped += due.rounds.length - held;
  }

  /** `undefined` for a round whose beacon the chain no longer has. */
  async #plan(round: number, miners: readonly Miner[]): Promise<Job[] | undefined> {
    const { chain, rules, log, nowMs, jobDeadlineMs } = this.#options;
    try {
      const beacon = await chain.blockHash(round * rules.roundBlocks);
      const plannedAtMs = nowMs();
      return planRound({ round, beacon, rules, miners, plannedAtMs, expiresAtMs: plannedAtMs + jobDeadlineMs });
    } catch (error) {
      if (!AffineError.isInstance(error) || error.code !== "not_found") throw error;
      log.warn({ round, err: error }, "a round is given up: the chain does not have its beacon");
      return undefined;
    }
  }

  /** All rounds at once where there is room, which saves the disk work; else as many whole rounds as fit. */
  async #add(rounds: readonly (readonly Job[])[]): Promise<number> {
    const { queue, alarms } = this.#options;
    if (rounds.length === 0) return 0;
    if ((await queue.add(rounds.flat())) === "added") {
      alarms.clear("queue_full");
      return rounds.length;
    }
    alarms.raise("queue_full", "Rounds are not held, for the queue is full: start more runners.");
    let held = 0;
    for (const jobs of rounds.length > 1 ? rounds : []) if ((await queue.add(jobs)) === "added") held += 1;
    return held;
  }

  /** A chain that is younger than our journal is another chain: an embedded one that was begun anew. */
  #rewound(head: BlockRef): number | undefined {
    const { rules, log } = this.#options;
    if (this.#lastRound === undefined || this.#lastRound * rules.roundBlocks <= head.number + rules.windowBlocks) {
      return this.#lastRound;
    }
    log.warn({ lastRound: this.#lastRound, head: head.number }, "the journal is of a longer chain; begun anew");
    this.#lastRound = undefined;
    return undefined;
  }
}
