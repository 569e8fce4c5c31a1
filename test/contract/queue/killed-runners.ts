import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { BullQueue } from "../../../src/rounds/redis/bull-queue.ts";
import { jobId, type Job } from "../../../src/rounds/index.ts";
import { Random, sha256, sha256Hex } from "../../../src/core/index.ts";
import { makeChallenge, satEnvironment } from "../../../src/envs/index.ts";
import { silentLogger } from "../../../src/telemetry/index.ts";
import { CountingHost } from "./counting-host.ts";
import type { RedisServer } from "./redis-server.ts";
import { sampleJob } from "./sample-jobs.ts";

const AF = fileURLToPath(new URL("../../../bin/af", import.meta.url));
const RUNNERS = 3;
const MINERS = 6;
const PER_MINER = 4;

/**
 * Three `af runner` processes on one queue, killed at random while they work: every question gets one result, and no
 * miner ever has more requests open at its host than the limit.
 */
export async function killRunners(
  server: RedisServer,
  options: { kills: number; rounds: number; seed: string },
): Promise<void> {
  const random = new Random(sha256(options.seed));
  const host = await CountingHost.start(() => 20 + random.below(200));
  const home = await mkdtemp(join(tmpdir(), "affine-runners-"));
  const address = server.url("killed");
  const queue = await BullQueue.open({ address, log: silentLogger, perLane: PER_MINER, lockMs: 2_000, pollMs: 100 });
  const runners: ChildProcess[] = [];
  const start = (): ChildProcess =>
    spawn(process.execPath, [AF, "runner", "--json", "--queue", address, "--home", home, "--concurrency", "64"], {
      env: {
        ...process.env,
        AFFINE_QUEUE_LOCK: "2",
        AFFINE_PER_MINER: String(PER_MINER),
        SUBTENSOR_ENDPOINT: "finney",
      },
      cwd: home,
      stdio: ["ignore", "pipe", "inherit"],
    });
  const records = new Map<string, number>();
  const collect = async (): Promise<void> => {
    const results = await queue.results(500);
    for (const { id, record } of results) {
      expect(record.outcome).not.toBe("invalid");
      records.set(id, (records.get(id) ?? 0) + 1);
    }
    await queue.acknowledge(results.map(({ id }) => id));
  };
  try {
    const jobs = Array.from({ length: options.rounds * MINERS }, (_, n): Job => {
      const job = sampleJob(Math.floor(n / MINERS), n % MINERS);
      const challenge = makeChallenge(satEnvironment, {
        params: { level: 1 },
        seed: sha256Hex(`round ${job.round}`),
      }).id;
      return {
        ...job,
        challenge,
        id: jobId({ ...job, challenge, uid: job.miner.uid, hotkey: job.miner.hotkey }),
        miner: { ...job.miner, baseUrl: `${host.url}/${job.miner.uid}/v1` },
        request: { ...job.request, firstTokenTimeoutMs: 60_000, totalTimeoutMs: 60_000 },
      };
    });
    for (let count = 0; count < RUNNERS; count += 1) runners.push(start());
    for (let kill = 0; kill < options.kills; kill += 1) {
      // A part of the questions for each kill, so that there is work to be killed in.
      const from = Math.floor((jobs.length * kill) / options.kills);
      await queue.add(jobs.slice(from, Math.floor((jobs.length * (kill + 1)) / options.kills)));
      const seen = host.answers;
      await expect.poll(() => host.answers, { interval: 20 }).toBeGreaterThan(seen + random.below(6));
      const victim = random.below(RUNNERS);
      const gone = once(runners[victim]!, "exit");
      runners[victim]!.kill("SIGKILL");
      await gone;
      runners[victim] = start();
      await collect();
    }
    await queue.add(jobs.filter(({ id }) => !records.has(id)));
    await expect.poll(async () => (await collect(), records.size), { interval: 200 }).toBe(jobs.length);
    expect([...records.keys()].sort()).toEqual(jobs.map(({ id }) => id).sort());
    expect([...records.values()].filter((count) => count !== 1)).toEqual([]);
    expect(host.most.size).toBe(MINERS);
    expect(Math.max(...host.most.values())).toBeLessThanOrEqual(PER_MINER);
    // Questions did meet, so that there was something to limit; how many meet at once depends on how busy the machine is.
    expect(Math.max(...host.most.values())).toBeGreaterThan(PER_MINER / 2);
    expect(await queue.size()).toEqual({ pending: 0, claimed: 0, done: 0, broken: 0 });
  } finally {
    for (const runner of runners) runner.kill("SIGKILL");
    await queue.close();
    await host.close();
    await rm(home, { recursive: true, force: true });
  }
}
