import { expect, test } from "vitest";
import { Runner, type Job, type JobContext, type JobResult, type RunnerOptions } from "../../../src/rounds/index.ts";
import { AffineError, type Answer } from "../../../src/core/index.ts";
import { silentLogger } from "../../../src/telemetry/index.ts";
import { sampleJob } from "../../contract/queue/sample-jobs.ts";
import { MemoryQueue } from "./memory-queue.ts";
import { VirtualTime } from "./virtual-time.ts";

const SLOW = 1;
const QUICK = 2;
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
const CHALLENGE = {
  episode: null,
  messages: [{ role: "user", content: "6 * 7?" }],
  evaluate: () => Promise.resolve({ thousandths: 1000, reason: "correct", extracted: null, metrics: {} }),
} as unknown as ReturnType<NonNullable<JobContext["challengeOf"]>>;

/** A question that may be answered within a second of its planning. */
function question(round: number, uid: number, plannedAtMs: number): Job {
  return { ...sampleJob(round, uid), plannedAtMs, expiresAtMs: plannedAtMs + 1000, answerMs: 1000 };
}

/** The slow model takes 900 ms an answer, the quick one 10; time is virtual. */
async function play(
  plans: readonly { atMs: number; jobs: readonly Job[] }[],
  options: Partial<RunnerOptions> & { startAtMs?: number } = {},
): Promise<JobResult[]> {
  const time = new VirtualTime();
  const queue = new MemoryQueue();
  const results: JobResult[] = [];
  const query: JobContext["inference"]["query"] = async (_, { limitKey, retry, signal }) => {
    const tookMs = limitKey === sampleJob(0, SLOW).miner.hotkey ? 900 : 10;
    const leftMs = retry?.deadlineMs ?? Infinity;
    await time.pause(Math.min(tookMs, leftMs), signal);
    if (tookMs > leftMs) throw new AffineError("inference_transport", "late", { details: { phase: "deadline" } });
    return ANSWER;
  };
  const { startAtMs = 0, ...rest } = options;
  let runner: Runner | undefined;
  time.at(startAtMs, () => {
    runner = new Runner({
      queue,
      inference: { query },
      challengeOf: () => CHALLENGE,
      nowMs: () => time.nowMs,
      pause: time.pause,
      log: silentLogger,
      ...rest,
    });
    runner.events.on("result", (result) => results.push(result));
    runner.start();
  });
  for (const { atMs, jobs } of plans) time.at(atMs, () => void queue.add(jobs));
  do for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  while (time.advance());
  await runner?.stop();
  return results;
}

const reasonsOf = (results: readonly JobResult[], uid: number): string[] =>
  results.filter(({ record }) => record.uid === uid).map(({ record }) => record.reason);

test("behavior: who waited for its own model's answers alone is held against it, and keeps nobody else waiting", async () => {
  const jobs = [1, 2, 3, 4].flatMap((round) => [question(round, SLOW, 100), question(round, QUICK, 100)]);
  const plans = [{ atMs: 100, jobs }];
  const results = await play(plans, { perMiner: 1 });
  expect(reasonsOf(results, QUICK)).toEqual(["correct", "correct", "correct", "correct"]);
  expect(reasonsOf(results, SLOW).toSorted()).toEqual(["correct", "lane_full", "lane_full", "timeout"]);
});

test("behavior: with places enough every question of a slow model is asked at once", async () => {
  const plans = [1, 2, 3, 4].map((round) => ({ atMs: round * 100, jobs: [question(round, SLOW, round * 100)] }));
  expect(reasonsOf(await play(plans), SLOW)).toEqual(["correct", "correct", "correct", "correct"]);
});

test("behavior: where all places were taken, or nobody was there, it is the validator's", async () => {
  const both = [{ atMs: 10, jobs: [question(1, SLOW, 10), question(2, QUICK, 10), question(3, SLOW, 10)] }];
  const crowded = await play(both, { concurrency: 1 });
  expect(reasonsOf(crowded, SLOW)).toEqual(["correct", "deadline_passed"]);
  const absent = await play([{ atMs: 10, jobs: [question(1, SLOW, 10)] }], { startAtMs: 1500 });
  expect(reasonsOf(absent, SLOW)).toEqual(["deadline_passed"]);
});

test("behavior: asked too late for a reason of the validator's, running out of time is not the model's", async () => {
  const late = await play([{ atMs: 10, jobs: [question(1, SLOW, 10)] }], { startAtMs: 400 });
  expect(reasonsOf(late, SLOW)).toEqual(["deadline_passed"]);
  const nearlyInTime = await play([{ atMs: 10, jobs: [question(1, SLOW, 10)] }], { startAtMs: 150 });
  expect(reasonsOf(nearlyInTime, SLOW)).toEqual(["timeout"]);
});

test("behavior: of few places a slow model gets its share, so that the others answer in time", async () => {
  const jobs = [
    ...Array.from({ length: 20 }, (_, place) => question(place, SLOW, 10)),
    ...Array.from({ length: 20 }, (_, place) => question(100 + place, QUICK, 10)),
  ];
  const results = await play([{ atMs: 10, jobs }], { concurrency: 8 });
  expect(reasonsOf(results, QUICK)).toEqual(new Array<string>(20).fill("correct"));
});
