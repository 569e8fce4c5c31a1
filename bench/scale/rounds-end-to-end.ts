import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sha256Hex } from "../../src/core/index.ts";
import { makeChallenge, satEnvironment } from "../../src/envs/index.ts";
import { jobId, openWorkQueue, type Job, type WorkQueue } from "../../src/rounds/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";
import { RedisServer } from "../../test/contract/queue/redis-server.ts";
import { sampleJob } from "../../test/contract/queue/sample-jobs.ts";
import type { BenchResult } from "../bench-result.ts";
import { SIZES } from "./sizes.ts";

/** A champion and fifteen challengers. */
const MINERS = 16;
/** Four runners are so much faster than one where the work is waiting. */
const GOAL = 3.2;
/** Questions held at once: three quarters of what a queue takes, more than four runners have under way. */
const MOST_HELD = 15_000;

/** Rounds a second from the queue to results in hand, runners in processes of their own, on a Redis of the machine's. */
export async function roundsEndToEnd(): Promise<BenchResult[]> {
  const program = process.env["AFFINE_TEST_REDIS"] ?? "redis-server";
  const server = await RedisServer.start(program).catch((error: unknown) => {
    process.stderr.write(`NOT MEASURED: rounds on a queue: ${program} did not start (${String(error)}).\n`);
    return undefined;
  });
  if (server === undefined) return [];
  const results: BenchResult[] = [];
  try {
    for (const inFlight of SIZES.inFlight) {
      let one: number | undefined;
      for (const runners of SIZES.runners) {
        const perSecond = await measure(server, { inFlight, runners });
        one ??= perSecond;
        process.stderr.write(`${inFlight} in flight, ${runners} runners: ${perSecond.toFixed(2)} rounds/s\n`);
        results.push({
          name: `rounds, ${inFlight} in flight, ${runners} runners`,
          ours: perSecond,
          baseline: one,
          unit: "rounds/s",
          ratio: perSecond / one,
          ...(runners === 4 ? { goal: GOAL } : {}),
          note: `${MINERS} questions a round, answers after ${inFlight * SIZES.answerMsEach} ms; at most ${((runners * 1000) / SIZES.answerMsEach / MINERS).toFixed(1)} rounds/s if nothing but waiting took time`,
        });
      }
    }
  } finally {
    await server.close();
  }
  return results;
}

async function measure(
  server: RedisServer,
  { inFlight, runners }: { inFlight: number; runners: number },
): Promise<number> {
  const address = server.url(`f${inFlight}r${runners}`);
  const host = start("waiting-host.mjs", [String(inFlight * SIZES.answerMsEach)]);
  const [{ port }] = (await once(host, "message")) as [{ port: number }];
  const queue = await openWorkQueue({ folder: "", address, perMiner: 100_000, log: silentLogger, lockMs: 30_000 });
  const started = Array.from({ length: runners }, () => start("runner-child.ts", [address, String(inFlight)]));
  try {
    await Promise.all(started.map((runner) => once(runner, "message")));
    // Everybody has connections and programs loaded before the clock starts.
    await answer(queue, jobsOf(0, 2 * runners * inFlight, port));
    const jobs = jobsOf(1, SIZES.turns * runners * inFlight, port);
    const startedAt = performance.now();
    await answer(queue, jobs);
    return jobs.length / MINERS / ((performance.now() - startedAt) / 1000);
  } finally {
    for (const child of [...started, host]) await ended(child);
    await queue.close();
  }
}

/** Holds so many questions and collects their results, as a validator does: never more at once than a queue takes. */
async function answer(queue: WorkQueue, jobs: readonly Job[]): Promise<void> {
  const open = new Set<string>();
  for (let next = 0; next < jobs.length || open.size > 0;) {
    const more = jobs.slice(next, next + Math.max(0, MOST_HELD - open.size));
    // A few at a time cost as much as many.
    if (more.length >= 500 || (more.length > 0 && next + more.length === jobs.length)) {
      if ((await queue.add(more)) !== "added") throw new Error("The queue has no room for the bench's questions.");
      next += more.length;
      for (const { id } of more) open.add(id);
    }
    const results = await queue.results(500);
    for (const { id, record } of results) {
      if (record.outcome === "infra_failure") throw new Error(`A question was not answered: ${record.reason}`);
      open.delete(id);
    }
    if (results.length > 0) await queue.acknowledge(results.map(({ id }) => id));
    else await queue.waitForChange();
  }
}

function jobsOf(run: number, count: number, port: number): Job[] {
  return Array.from({ length: count }, (_, n): Job => {
    const round = run * 1_000_000 + Math.floor(n / MINERS);
    const job = sampleJob(round, n % MINERS);
    const { id: challenge } = makeChallenge(satEnvironment, {
      params: { level: 1 },
      seed: sha256Hex(`round ${round}`),
    });
    return {
      ...job,
      challenge,
      id: jobId({ ...job, challenge, uid: job.miner.uid, hotkey: job.miner.hotkey }),
      miner: { ...job.miner, baseUrl: `http://127.0.0.1:${port}/v1` },
      request: { ...job.request, firstTokenTimeoutMs: 600_000, totalTimeoutMs: 600_000 },
    };
  });
}

function start(script: string, about: readonly string[]): ChildProcess {
  return fork(fileURLToPath(new URL(script, import.meta.url)), about, {
    execArgv: script.endsWith(".mjs") ? [] : process.execArgv,
  });
}

async function ended(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.disconnect();
  await gone;
}
