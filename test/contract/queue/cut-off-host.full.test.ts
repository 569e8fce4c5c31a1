import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { Random, sha256, sha256Hex } from "../../../src/core/index.ts";
import { makeChallenge, satEnvironment } from "../../../src/envs/index.ts";
import { jobId, type Job } from "../../../src/rounds/index.ts";
import { BullQueue } from "../../../src/rounds/redis/bull-queue.ts";
import { silentLogger } from "../../../src/telemetry/index.ts";
import { REAL_REDIS, valueOf } from "../../setup/outside.ts";
import { CountingHost } from "./counting-host.ts";
import { NetworkNamespaces } from "./network-namespaces.ts";
import { RedisServer } from "./redis-server.ts";
import { sampleJob } from "./sample-jobs.ts";

const program = valueOf(REAL_REDIS);
const AF = fileURLToPath(new URL("../../../bin/af", import.meta.url));
const HOSTS = 3;
const MINERS = 6;
const PER_MINER = 4;
const JOBS = 900;
const LOCK_MS = 10_000;
const CUT_MS = 60_000;

describe.skipIf(program === undefined)("several hosts on a real Redis", () => {
  test("behavior: one is cut off the queue for a minute, and reaches the models: nothing lost, nothing twice, the limit holds", async ({
    skip,
  }) => {
    const networks = NetworkNamespaces.make(HOSTS);
    if (networks === undefined) {
      skip("NOT TESTED: several hosts, one of them cut off: nobody may make network namespaces here");
      return;
    }
    const random = new Random(sha256("cut off"));
    const host = await CountingHost.start(() => 1_000 + random.below(4_000), networks.modelsAddress);
    const server = await RedisServer.start(program ?? "", [networks.queueAddress]);
    const home = await mkdtemp(join(tmpdir(), "affine-hosts-"));
    const queue = await BullQueue.open({
      ...{ address: server.url("hosts"), log: silentLogger, perLane: PER_MINER, lockMs: LOCK_MS, pollMs: 100 },
    });
    const runners: ChildProcess[] = [];
    const records = new Map<string, number>();
    const collect = async (): Promise<number> => {
      const results = await queue.results(500);
      for (const { id, record } of results) {
        expect(record.outcome).not.toBe("infra_failure");
        records.set(id, (records.get(id) ?? 0) + 1);
      }
      await queue.acknowledge(results.map(({ id }) => id));
      return records.size;
    };
    const answersBy = new Map<number, number>();
    try {
      for (let at = 0; at < HOSTS; at += 1) {
        const address = server.url("hosts", networks.queueAddress);
        const [command = "", ...words] = networks.within(at);
        const runner = spawn(
          command,
          [
            ...words,
            process.execPath,
            AF,
            "runner",
            "--json",
            "--queue",
            address,
            "--home",
            home,
            "--concurrency",
            "64",
          ],
          {
            cwd: home,
            env: { ...process.env, AFFINE_QUEUE_LOCK: String(LOCK_MS / 1000), SUBTENSOR_ENDPOINT: "finney" },
            stdio: ["ignore", "pipe", "inherit"],
          },
        );
        runner.stdout.setEncoding("utf8").on("data", (text: string) => {
          answersBy.set(at, (answersBy.get(at) ?? 0) + text.split("\n").length - 1);
        });
        runners.push(runner);
      }
      const jobs = Array.from({ length: JOBS }, (_, n) => jobOf(n, host.url));
      await queue.add(jobs);
      // All of them work, and then the first one loses its cable to the queue in the middle of its answers.
      await expect.poll(async () => (await collect(), answersBy.size), { interval: 200 }).toBe(HOSTS);
      await expect.poll(collect, { interval: 200 }).toBeGreaterThan(60);
      networks.setQueueLink(0, "down");
      const cutAtMs = performance.now();
      const before = records.size;
      await expect
        .poll(async () => (await collect(), performance.now() - cutAtMs), { interval: 500 })
        .toBeGreaterThan(CUT_MS);
      // The others went on.
      expect(records.size).toBeGreaterThan(before + 50);
      networks.setQueueLink(0, "up");
      const back = answersBy.get(0) ?? 0;
      await expect.poll(collect, { interval: 200 }).toBe(JOBS);
      expect([...records.keys()].sort()).toEqual(jobs.map(({ id }) => id).sort());
      expect([...records.values()].filter((count) => count !== 1)).toEqual([]);
      expect(Math.max(...host.most.values())).toBe(PER_MINER);
      expect(answersBy.get(0) ?? 0).toBeGreaterThan(back);
      expect(await queue.size()).toEqual({ pending: 0, claimed: 0, done: 0, broken: 0 });
    } finally {
      for (const runner of runners) runner.kill("SIGKILL");
      await queue.close();
      await server.close();
      await host.close();
      networks.remove();
      await rm(home, { recursive: true, force: true });
    }
  });
});

function jobOf(n: number, hostUrl: string): Job {
  const job = sampleJob(Math.floor(n / MINERS), n % MINERS);
  const { id: challenge } = makeChallenge(satEnvironment, {
    params: { level: 1 },
    seed: sha256Hex(`round ${job.round}`),
  });
  return {
    ...job,
    challenge,
    id: jobId({ ...job, challenge, uid: job.miner.uid, hotkey: job.miner.hotkey }),
    miner: { ...job.miner, baseUrl: `${hostUrl}/${job.miner.uid}/v1` },
    request: { ...job.request, firstTokenTimeoutMs: 600_000, totalTimeoutMs: 600_000 },
  };
}
