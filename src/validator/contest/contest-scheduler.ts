import { z } from "zod";
import {
  planJobs,
  rulesHash,
  type Asked,
  type Contestant,
  type ContestReplay,
  type ContestRules,
  type RoundPlan,
  type WorkQueue,
} from "../../contest/index.ts";
import type { RolloutRecord } from "../../record/index.ts";
import { hostOf, type RosterOptions } from "../../roster/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { Alarms } from "../alarms.ts";
import { JsonFile } from "../../io/index.ts";
import { JOURNAL_LIMITS } from "../journal-limits.ts";

const cursorSchema = z.strictObject({ v: z.literal(1), lastRound: z.int().nonnegative() });

/** Of a round's deadline so much may pass until its answers are there; the rest is for sealing and being seen. */
const ASKING_SHARE = 0.6;

export interface ContestSchedulerOptions {
  readonly queue: WorkQueue;
  readonly rules: ContestRules;
  readonly hotkey: string;
  /** Where the last round scheduled is kept. */
  readonly file: string;
  readonly roster: Pick<RosterOptions, "baseUrlOf">;
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

  private constructor(options: ContestSchedulerOptions) {
    this.#options = options;
    this.#file = new JsonFile(options.file, cursorSchema, JOURNAL_LIMITS);
  }

  /** @throws AffineError `state_version` or `state_corrupt`. */
  static async open(options: ContestSchedulerOptions): Promise<ContestScheduler> {
    const scheduler = new ContestScheduler(options);
    scheduler.#lastRound = (await scheduler.#file.read())?.lastRound;
    return scheduler;
  }

  /** Of our own rounds. */
  get counts(): { last: number | null; held: number; skipped: number } {
    return { last: this.#lastRound ?? null, held: this.#held, skipped: this.#skipped };
  }

  /** Schedules all rounds that the replay has planned. @throws AffineError of the queue or the journal: call again. */
  async schedule(replay: ContestReplay, at: { headBlock: number; blockMs: number }): Promise<void> {
    const { lastScheduled } = replay;
    const first = this.#firstRound(lastScheduled, at.headBlock);
    for (let round = first; round <= lastScheduled; round += 1) {
      const plan = replay.planOf(round);
      if (plan?.validator === this.#options.hotkey) await this.#hold(plan, at);
    }
    if (lastScheduled < first) return;
    // The queue has them on disk by now; should we die before this line, the same jobs are added again: no change.
    await this.#file.write({ v: 1, lastRound: lastScheduled });
    this.#lastRound = lastScheduled;
  }

  /** Rounds whose deadline has passed are not looked at, and a journal of a longer chain is of another chain. */
  #firstRound(lastScheduled: number, headBlock: number): number {
    const { roundBlocks, champion } = this.#options.rules;
    const oldest = Math.floor((headBlock - (champion?.deadlineBlocks ?? 0)) / roundBlocks) + 1;
    const next = this.#lastRound === undefined || this.#lastRound > lastScheduled ? 0 : this.#lastRound + 1;
    return Math.max(0, oldest, next);
  }

  async #hold(plan: RoundPlan, { headBlock, blockMs }: { headBlock: number; blockMs: number }): Promise<void> {
    const { queue, rules, alarms, log, nowMs } = this.#options;
    const askingBlocks = Math.max(1, Math.floor((rules.champion?.deadlineBlocks ?? 0) * ASKING_SHARE));
    const leftMs = Math.round((plan.block + askingBlocks - headBlock) * blockMs);
    if (leftMs <= 0) {
      this.#skipped += 1;
      log.warn({ round: plan.round }, "a round of ours is given up: too late to ask");
      return;
    }
    const asked = await this.#whereToAsk(plan);
    const jobs = planJobs(plan, asked, rules, nowMs() + leftMs);
    if ((await queue.add(jobs)) === "added") {
      alarms.clear("queue_full");
      this.#held += 1;
      return;
    }
    this.#skipped += 1;
    alarms.raise("queue_full", "Rounds of ours are not held, for the queue is full: start more runners.");
  }

  async #whereToAsk(plan: RoundPlan): Promise<Asked[]> {
    const asked: Asked[] = [];
    const contestants = [...(plan.champion === null ? [] : [plan.champion]), ...plan.challengers];
    for (const contestant of contestants) {
      const host = await hostOf(contestant.commitment, this.#options.roster);
      if (typeof host === "string") asked.push({ contestant, baseUrl: host });
      else for (const record of this.#unreachable(plan, contestant)) await this.#options.onUnreachable(record);
    }
    return asked;
  }

  /** No host answers for it: as unavailable as one that does not answer. */
  #unreachable(plan: RoundPlan, contestant: Contestant): RolloutRecord[] {
    const { rules, nowMs } = this.#options;
    return rules.environments.map(({ name }, env) => ({
      v: 1,
      kind: "rollout",
      netuid: rules.netuid,
      round: plan.round,
      block: plan.block,
      index: 0,
      env: name,
      challenge: plan.challenges[env] ?? "",
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
