import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  contestRules,
  isOwnFailure,
  roundChallenges,
  type Contestant,
  type ContestRules,
  type RoundPlan,
} from "../../../src/replay/index.ts";
import { Runner, type JobContext, type JobResult } from "../../../src/rounds/index.ts";
import { AffineError, Random, sha256Hex, type Answer } from "../../../src/core/index.ts";
import { silentLogger } from "../../../src/telemetry/index.ts";
import { Alarms } from "../../../src/validator/alarms.ts";
import { ContestScheduler } from "../../../src/validator/v2/contest-scheduler.ts";
import { sealEveryBlocks } from "../../../src/validator/v2/seal-clock.ts";
import { MemoryQueue } from "./memory-queue.ts";
import { VirtualTime } from "./virtual-time.ts";

const BLOCK_MS = 12_000;
const HOUR_MS = 3_600_000;

export interface OutagePlan {
  readonly validators: number;
  readonly hours: number;
  /** An answer takes about this long: log-normal around it, a fifth up or down. */
  readonly answerMs: number;
  /** Each validator is killed once an hour for so long, at a moment of its own. */
  readonly awayMs: number;
  readonly deadlineBlocks?: number;
  readonly seed: string;
  /** Models asked a round, the champion included. Default 2. */
  readonly models?: number;
}

export interface OutageReport {
  readonly rounds: number;
  /** Without an answer of everybody on record in time, through the validator. */
  readonly missing: number;
  readonly answers: number;
  /** Questions that the record holds against a model's host. */
  readonly heldAgainstModels: number;
  /** Of one model, at one validator. */
  readonly mostInFlight: number;
  /** Questions of which an answer was lost on the way, so that they were asked again. */
  readonly askedAgain: number;
}

/**
 * Validators that come and go, in virtual time: the product's scheduler, runner and job; scripted are the chain's
 * blocks, the models' answers and the queue, which is in memory and outlives its runner as the spool does.
 */
export async function simulateOutages(plan: OutagePlan): Promise<OutageReport> {
  const folder = await mkdtemp(join(tmpdir(), "affine-outages-"));
  try {
    return await new Outages(plan, folder).run();
  } finally {
    await rm(folder, { recursive: true });
  }
}

class Outages {
  readonly #plan: OutagePlan;
  readonly #time = new VirtualTime();
  readonly #rules: ContestRules;
  readonly #validators: ValidatorUnderOutages[];
  #rounds = 0;

  constructor(plan: OutagePlan, folder: string) {
    this.#plan = plan;
    const champion = plan.deadlineBlocks === undefined ? {} : { deadlineBlocks: plan.deadlineBlocks };
    this.#rules = contestRules({
      netuid: 120,
      environments: [{ name: "SAT" }, { name: "ABD" }, { name: "DED" }],
      champion,
    });
    this.#validators = Array.from(
      { length: plan.validators },
      (_, place) => new ValidatorUnderOutages(this.#rules, this.#time, plan, { place, folder }),
    );
  }

  async run(): Promise<OutageReport> {
    const random = Random.from("outages", this.#plan.seed);
    for (const validator of this.#validators) {
      await validator.start();
      if (this.#plan.awayMs === 0) continue;
      for (let hour = 0; hour < this.#plan.hours; hour += 1) {
        const atMs = hour * HOUR_MS + random.below(HOUR_MS - this.#plan.awayMs);
        this.#time.at(atMs, () => void validator.kill());
        this.#time.at(atMs + this.#plan.awayMs, () => void validator.start());
      }
    }
    // The last deadline is played out: questions are drawn until then only.
    const end = (this.#plan.hours * HOUR_MS) / BLOCK_MS;
    const deadline = this.#rules.champion?.deadlineBlocks ?? 0;
    for (let block = 0; block <= end + deadline; block += 1) {
      this.#time.at(block * BLOCK_MS, () => {
        this.#onBlock(block, end);
      });
    }
    do await this.#settle();
    while (this.#time.nowMs < (end + deadline) * BLOCK_MS && this.#time.advance());
    for (const validator of this.#validators) await validator.kill();
    return this.#report();
  }

  /** Lets everything happen that happens at this moment: nobody waits for anything but this clock and each other. */
  async #settle(): Promise<void> {
    do for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    while (this.#validators.some(({ isBusy }) => isBusy));
  }

  #onBlock(block: number, end: number): void {
    const { roundBlocks } = this.#rules;
    const head = Math.min(block, end);
    if (head % roundBlocks === 0 && block <= end) this.#rounds = head / roundBlocks;
    for (const validator of this.#validators) validator.onBlock(block, this.#rounds, (round) => this.#planOf(round));
  }

  #planOf(round: number): RoundPlan {
    const beacon = `0x${sha256Hex(`beacon ${round}`)}`;
    const place = Number(BigInt(beacon) % BigInt(this.#plan.validators));
    const [champion, ...challengers] = Array.from({ length: this.#plan.models ?? 2 }, (_, model) => contestant(model));
    return {
      round,
      block: round * this.#rules.roundBlocks,
      reign: 1,
      served: challengers.map(({ id }) => id),
      validator: validatorName(place),
      beacon,
      shares: [],
      champion: champion ?? null,
      challengers,
      challenges: roundChallenges(this.#rules, beacon, round),
    };
  }

  #report(): OutageReport {
    const results = this.#validators.flatMap((validator) => validator.results);
    const inTime = new Map<number, number>();
    for (const { atMs, result } of results) {
      const { round, block } = result.record;
      // Sealed by us, and then by those who have seen it.
      const deadline = this.#rules.champion?.deadlineBlocks ?? 0;
      const isTimely = atMs <= (block + deadline - 2 * sealEveryBlocks(deadline)) * BLOCK_MS;
      if (isTimely && !isOwnFailure(result.record)) inTime.set(round, (inTime.get(round) ?? 0) + 1);
    }
    const questions = this.#planOf(0).challenges.flat().length * (this.#plan.models ?? 2);
    const rounds = this.#rounds + 1;
    let missing = 0;
    for (let round = 0; round < rounds; round += 1) if ((inTime.get(round) ?? 0) < questions) missing += 1;
    return {
      rounds,
      missing,
      answers: results.length,
      heldAgainstModels: results.filter(
        ({ result: { record } }) => record.outcome === "infra_failure" && !isOwnFailure(record),
      ).length,
      mostInFlight: Math.max(...this.#validators.map(({ mostInFlight }) => mostInFlight)),
      askedAgain: this.#validators.reduce((sum, { askedAgain }) => sum + askedAgain, 0),
    };
  }
}

/** One validator, as far as it asks: a process that is killed and comes back to its journal and its queue. */
class ValidatorUnderOutages {
  readonly results: { readonly atMs: number; readonly result: JobResult }[] = [];
  mostInFlight = 0;
  askedAgain = 0;
  readonly #rules: ContestRules;
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #answerMs: number;
  readonly #name: string;
  readonly #file: string;
  readonly #queue = new MemoryQueue();
  readonly #inFlight = new Map<string, number>();
  readonly #asked = new Set<string>();
  #life: { readonly runner: Runner; readonly scheduler: ContestScheduler } | undefined;
  #steps = 0;

  constructor(
    rules: ContestRules,
    time: VirtualTime,
    { answerMs, seed }: OutagePlan,
    { place, folder }: { place: number; folder: string },
  ) {
    this.#rules = rules;
    this.#time = time;
    this.#answerMs = answerMs;
    this.#name = validatorName(place);
    this.#file = join(folder, `${place}.json`);
    this.#random = Random.from("outages of", seed, this.#name);
  }

  /** Works on files, which takes time of another clock. */
  get isBusy(): boolean {
    return this.#steps > 0;
  }

  start(): Promise<void> {
    return this.#step(async () => {
      const time = this.#time;
      const scheduler = await ContestScheduler.open({
        queue: this.#queue,
        rules: this.#rules,
        hotkey: this.#name,
        file: this.#file,
        hosts: { know: () => ({ host: "http://models.invalid/v1", lookedAtMs: 0 }) },
        onUnreachable: () => Promise.reject(new Error("everybody has a host here")),
        nowMs: () => time.nowMs,
        alarms: new Alarms(
          () => time.nowMs,
          () => undefined,
        ),
        log: silentLogger,
      });
      const runner = new Runner({
        queue: this.#queue,
        inference: { query: (_, options) => this.#answer(options) },
        challengeOf: () => CHALLENGE,
        nowMs: () => time.nowMs,
        pause: time.pause,
        log: silentLogger,
      });
      runner.events.on("result", (result) => this.results.push({ atMs: time.nowMs, result }));
      runner.start();
      this.#life = { runner, scheduler };
    });
  }

  kill(): Promise<void> {
    const life = this.#life;
    this.#life = undefined;
    return this.#step(async () => {
      await life?.runner.stop();
      await this.#queue.close();
    });
  }

  onBlock(headBlock: number, lastScheduled: number, planOf: (round: number) => RoundPlan): void {
    const life = this.#life;
    if (life === undefined) return;
    void this.#step(() => life.scheduler.schedule({ lastScheduled, planOf }, { headBlock, blockMs: BLOCK_MS }));
  }

  async #step(act: () => Promise<void>): Promise<void> {
    this.#steps += 1;
    try {
      await act();
    } finally {
      this.#steps -= 1;
    }
  }

  /** A host that answers every question, however many at once, each in its time. */
  async #answer({
    limitKey = "",
    seed,
    retry,
    signal,
  }: Parameters<JobContext["inference"]["query"]>[1]): Promise<Answer> {
    const question = `${limitKey} ${seed}`;
    if (this.#asked.has(question)) this.askedAgain += 1;
    this.#asked.add(question);
    const now = (this.#inFlight.get(limitKey) ?? 0) + 1;
    this.#inFlight.set(limitKey, now);
    this.mostInFlight = Math.max(this.mostInFlight, now);
    const latencyMs = Math.round(this.#answerMs * Math.exp(0.2 * this.#normal()));
    const leftMs = retry?.deadlineMs ?? Infinity;
    await this.#time.pause(Math.min(latencyMs, leftMs), signal);
    this.#inFlight.set(limitKey, (this.#inFlight.get(limitKey) ?? 1) - 1);
    if (signal?.aborted === true) throw new AffineError("interrupted", "killed");
    if (latencyMs > leftMs) throw new AffineError("inference_transport", "late", { details: { phase: "deadline" } });
    return ANSWER;
  }

  /** The sum of twelve equal shares, nearly normal. */
  #normal(): number {
    let sum = -6;
    for (let part = 0; part < 12; part += 1) sum += this.#random.below(1_000_000) / 1_000_000;
    return sum;
  }
}

const ANSWER: Answer = {
  text: "42",
  reasoning: "",
  finishReason: "stop",
  usage: null,
  responseId: null,
  servedModel: null,
  latencyMs: 0,
  firstTokenMs: 0,
  attempts: 1,
};

/** A question that is quick to make and to check: what takes time here is asking. */
const CHALLENGE = {
  episode: null,
  messages: [{ role: "user", content: "6 * 7?" }],
  evaluate: () => Promise.resolve({ thousandths: 1000, reason: "correct", extracted: null, metrics: {} }),
} as unknown as ReturnType<NonNullable<JobContext["challengeOf"]>>;

function validatorName(place: number): string {
  return `validator ${place}`;
}

function contestant(model: number): Contestant {
  const hotkey = `5${"F".repeat(46)}${model}`;
  return {
    id: `${hotkey}/${"0".repeat(16)}`,
    uid: model,
    hotkey,
    coldkey: hotkey,
    model: `lab/affine-${model}`,
    revision: "a".repeat(40),
    identity: "b".repeat(64),
    committed: { block: 0, tie: "0" },
    subject: "c".repeat(32),
    commitment: { model: `lab/affine-${model}`, revision: "a".repeat(40) },
  };
}
