import { z } from "zod";
import {
  questionsOf,
  rulesHash,
  type Contestant,
  type ContestReplay,
  type ContestRules,
  type RoundPlan,
} from "../../replay/index.ts";
import { planJobs, type Asked, type WorkQueue } from "../../rounds/index.ts";
import type { RolloutRecord } from "../../record/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { Alarms } from "../alarms.ts";
import { isUnknown, type HostBook } from "../host-book.ts";
import { JsonFile, type WriteGate } from "../../io/index.ts";
import { JOURNAL_LIMITS } from "../journal-limits.ts";
import { askingBlocks } from "./seal-clock.ts";

const cursorSchema = z.strictObject({ v: z.literal(1), lastRound: z.int().nonnegative() });

export interface ContestSchedulerOptions {
  readonly queue: WorkQueue;
  readonly rules: ContestRules;
  readonly hotkey: string;
  /** Where the last round scheduled is kept. */
  readonly file: string;
  /** What its writes go through. */
  readonly gate?: WriteGate;
  /** Where contestants answer, as far as it is known. */
  readonly hosts: Pick<HostBook, "know">;
  /** Records that a contestant could not be asked. */
  readonly onUnreachable: (record: RolloutRecord) => Promise<void>;
  readonly nowMs: () => number;
  readonly alarms: Alarms;
  readonly log: Logger;
}

/** Puts the questions of the rounds that are our own into the queue, once, in order, also across restarts. */
export class ContestScheduler {
  readonly #options: ContestSchedulerOptions;
  readonly #file: JsonFile<z.infer<typeof cursorSchema>>;
  #lastRound: number | undefined;
  #held = 0;
  #skipped = 0;
  /** Of rounds not settled: contestants who are being asked, or are known to be nowhere. */
  readonly #begun = new Map<number, Set<string>>();
  /** Rounds of ours that are neither held nor given up. */
  readonly #open = new Set<number>();
  #noted = -1;

  private constructor(options: ContestSchedulerOptions) {
    this.#options = options;
    this.#file = new JsonFile(options.file, cursorSchema, JOURNAL_LIMITS, options.gate);
  }

  /** @throws AffineError `state_version` or `state_corrupt`. */
  static async open(options: ContestSchedulerOptions): Promise<ContestScheduler> {
    const scheduler = new ContestScheduler(options);
    scheduler.#lastRound = (await scheduler.#file.read())?.lastRound;
    return scheduler;
  }

  get #askingBlocks(): number {
    return askingBlocks(this.#options.rules.champion?.deadlineBlocks ?? 0);
  }

  /** Of our own rounds. */
  get counts(): { last: number | null; held: number; skipped: number } {
    return { last: this.#lastRound ?? null, held: this.#held, skipped: this.#skipped };
  }

  /**
   * Takes note of the rounds that are due, at every block and at once: one that cannot be added in time is counted,
   * however long the queue takes to say so.
   */
  note(replay: Pick<ContestReplay, "lastScheduled" | "planOf">, headBlock: number): void {
    const { lastScheduled } = replay;
    if (this.#noted > lastScheduled) this.#noted = -1;
    const oldest = this.#firstRound(lastScheduled, headBlock);
    for (let round = Math.max(oldest, this.#noted + 1); round <= lastScheduled; round += 1) {
      if (replay.planOf(round)?.validator === this.#options.hotkey) this.#open.add(round);
    }
    for (const round of this.#open)
      if (round < oldest) this.#giveUp(round, "its deadline passed before it could be asked");
    this.#noted = lastScheduled;
  }

  /**
   * Schedules all rounds that the replay has planned. Nobody's host is waited for: whoever it is not known of yet is
   * asked as soon as it is, at a later call.
   *
   * @throws AffineError of the queue or the journal: call again.
   */
  async schedule(
    replay: Pick<ContestReplay, "lastScheduled" | "planOf">,
    at: { headBlock: number; blockMs: number },
  ): Promise<void> {
    const { lastScheduled } = replay;
    this.note(replay, at.headBlock);
    const first = this.#firstRound(lastScheduled, at.headBlock);
    let isSettled = true;
    let failure: { readonly error: unknown } | undefined;
    let settledRound = first - 1;
    for (let round = first; round <= lastScheduled; round += 1) {
      const plan = replay.planOf(round);
      if (plan?.validator === this.#options.hotkey) {
        try {
          if (!(await this.#hold(plan, at))) isSettled = false;
        } catch (error) {
          // Later rounds would fail as well; earlier ones, which may have been given up just now, stay settled.
          failure = { error };
          break;
        }
      }
      if (isSettled) settledRound = round;
    }
    for (const round of this.#begun.keys()) if (round <= settledRound || round < first) this.#begun.delete(round);
    if (settledRound >= first) {
      // The queue has them on disk by now; should we die before this line, the same jobs are added again: no change.
      await this.#file.write({ v: 1, lastRound: settledRound });
      this.#lastRound = settledRound;
    }
    if (failure !== undefined) throw failure.error;
  }

  /** Rounds whose deadline has passed are not looked at, and a journal of a longer chain is of another chain. */
  #firstRound(lastScheduled: number, headBlock: number): number {
    const { roundBlocks, champion } = this.#options.rules;
    const oldest = Math.floor((headBlock - (champion?.deadlineBlocks ?? 0)) / roundBlocks) + 1;
    const next = this.#lastRound === undefined || this.#lastRound > lastScheduled ? 0 : this.#lastRound + 1;
    return Math.max(0, oldest, next);
  }

  /** @returns whether nobody is left to be asked */
  async #hold(plan: RoundPlan, { headBlock, blockMs }: { headBlock: number; blockMs: number }): Promise<boolean> {
    const { rules, alarms, nowMs } = this.#options;
    const begun = this.#begun.get(plan.round) ?? new Set<string>();
    const contestants = [...(plan.champion === null ? [] : [plan.champion]), ...plan.challengers];
    const left = contestants.filter(({ id }) => !begun.has(id));
    if (left.length === 0) return true;
    const leftMs = Math.round((plan.block + this.#askingBlocks - headBlock) * blockMs);
    if (leftMs <= 0 && begun.size === 0) {
      this.#giveUp(plan.round, "too late to ask");
      return true;
    }
    const { asked, unreachable, unknown } = this.#whereToAsk(left);
    const plannedAtMs = nowMs();
    const answerMs = Math.min(rules.request.totalTimeoutMs, Math.round(this.#askingBlocks * blockMs));
    const jobs = planJobs(plan, asked, rules, {
      plannedAtMs,
      expiresAtMs: plannedAtMs + Math.max(0, leftMs),
      answerMs,
    });
    if ((await this.#options.queue.add(jobs)) === "refused") {
      this.#giveUp(plan.round, "the queue has no room");
      alarms.raise("queue_full", "Rounds of ours are not held, for the queue is full: start more runners.");
      return true;
    }
    alarms.clear("queue_full");
    if (!this.#begun.has(plan.round)) this.#held += 1;
    this.#begun.set(plan.round, begun);
    this.#open.delete(plan.round);
    for (const { contestant } of asked) begun.add(contestant.id);
    for (const contestant of leftMs <= 0 ? [...unreachable, ...unknown] : unreachable) {
      for (const record of this.#unreachable(plan, contestant)) await this.#options.onUnreachable(record);
      begun.add(contestant.id);
    }
    return leftMs <= 0 || unknown.length === 0;
  }

  /** Missing, and counted once. */
  #giveUp(round: number, why: string): void {
    if (!this.#open.delete(round)) return;
    this.#skipped += 1;
    this.#options.log.warn({ round }, `a round of ours is given up: ${why}`);
  }

  #whereToAsk(contestants: readonly Contestant[]): {
    asked: Asked[];
    unreachable: Contestant[];
    unknown: Contestant[];
  } {
    const found = { asked: [] as Asked[], unreachable: [] as Contestant[], unknown: [] as Contestant[] };
    for (const contestant of contestants) {
      const known = this.#options.hosts.know(contestant.commitment);
      if (known === undefined || isUnknown(known)) found.unknown.push(contestant);
      else if (typeof known.host === "string") found.asked.push({ contestant, baseUrl: known.host });
      else found.unreachable.push(contestant);
    }
    return found;
  }

  /** No host answers for it: as unavailable as one that does not answer. */
  #unreachable(plan: RoundPlan, contestant: Contestant): RolloutRecord[] {
    const { rules, nowMs } = this.#options;
    return questionsOf(plan, rules).map((question) => ({
      v: 1,
      kind: "rollout",
      netuid: rules.netuid,
      round: plan.round,
      block: plan.block,
      ...question,
      uid: contestant.uid,
      hotkey: contestant.hotkey,
      model: contestant.model,
      revision: contestant.revision,
      commitBlock: contestant.committed.block,
      outcome: "infra_failure",
      score: 0,
      reason: "no_host",
      transcript: null,
      promptTokens: 0,
      completionTokens: 0,
      latencyMs: 0,
      atMs: nowMs(),
      rules: rulesHash(rules),
    }));
  }
}
