import { once } from "node:events";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { laneOf } from "../../../src/rounds/index.ts";
import { BullQueue, type BullQueueOptions } from "../../../src/rounds/redis/bull-queue.ts";
import { silentLogger } from "../../../src/telemetry/index.ts";
import { REAL_REDIS, valueOf } from "../../setup/outside.ts";
import { queueContract } from "./queue-contract.ts";
import { RedisServer } from "./redis-server.ts";
import { sampleJob, sampleResult } from "./sample-jobs.ts";

const program = valueOf(REAL_REDIS);

describe.skipIf(program === undefined)("a real Redis", () => {
  let server: RedisServer;
  let count = 0;
  let url = "";
  beforeAll(async () => {
    server = await RedisServer.start(program ?? "");
  });
  afterAll(() => server.close());

  const fresh = (): string => (url = server.url(`q${(count += 1)}`));
  const open = async (options: Partial<BullQueueOptions> = {}): Promise<BullQueue> => {
    const queue = await BullQueue.open({ address: url, log: silentLogger, lockMs: 1_000, pollMs: 50, ...options });
    onTestFinished(() => queue.close().catch(() => undefined));
    return queue;
  };

  queueContract({
    name: "bull",
    reset: () => Promise.resolve(void fresh()),
    open: ({ isPatient = false, ...options } = {}) =>
      BullQueue.open({
        ...{ address: url, log: silentLogger, lockMs: isPatient ? 600_000 : 1_000, pollMs: 20 },
        ...options,
      }),
    workerArguments: () => ["bull", url],
  });

  test("behavior: the limit of a lane counts over all who take from it; the others go on", async () => {
    fresh();
    const [one, two] = [await open({ perLane: 3 }), await open({ perLane: 3 })];
    await one.add(Array.from({ length: 8 }, (_, round) => sampleJob(round, 1)));
    await one.add([sampleJob(9, 2)]);
    const claims = await Promise.all(Array.from({ length: 12 }, (_, index) => (index % 2 ? one : two).claim()));
    const lanes = claims.flatMap((claim) => (claim === undefined ? [] : [laneOf(claim.job.id)]));
    expect(lanes.filter((lane) => lane === "00001")).toHaveLength(3);
    expect(lanes.filter((lane) => lane === "00002")).toHaveLength(1);
    await claims.find((claim) => claim?.job.miner.uid === 1)!.release();
    expect(await two.claim()).toBeDefined();
    expect(await two.claim()).toBeUndefined();
    expect([...two.fullLanes()]).toEqual([["00001", { heldMs: 0 }]]);
  });

  test("behavior: a pause that a host asked for holds everywhere", async () => {
    fresh();
    const [one, two] = [await open(), await open()];
    await one.add([sampleJob(1, 1), sampleJob(2, 1), sampleJob(3, 2)]);
    const claim = await one.claim();
    expect(claim?.job).toEqual(sampleJob(1, 1));
    await claim?.hold?.(600_000);
    expect((await two.claim())?.job).toEqual(sampleJob(3, 2));
    expect(await two.claim()).toBeUndefined();
    expect(two.fullLanes().get("00001")?.heldMs).toBeGreaterThan(500_000);
    expect([...two.fullLanes().keys()]).toEqual(["00001"]);
  });

  test("behavior: a job that its runners die of comes back each time; a result of one that was cut off counts no more", async () => {
    fresh();
    const cutOff = await open({ lockMs: 400 });
    const other = await open({ lockMs: 400 });
    await cutOff.add([sampleJob(1, 1)]);
    const held = await cutOff.claim();
    // Its renewals find no lock, as when they came too late.
    const redis = new Redis(server.port);
    onTestFinished(() => {
      redis.disconnect();
    });
    const prefix = new URL(url).searchParams.get("prefix");
    await redis.del(`${prefix}:00001:${sampleJob(1, 1).id}:lock`);
    await once(held!.lost!, "abort");
    let again = await other.claim();
    while (again === undefined) {
      await other.waitForChange();
      again = await other.claim();
    }
    expect(await held!.complete(sampleResult(held!.job, 0))).toBe(false);
    expect(await again.complete(sampleResult(again.job, 1000))).toBe(true);
    expect((await other.results(10)).map(({ record }) => record.score)).toEqual([1000]);
  });

  test("behavior: a server that is gone ends the work before its locks end", async () => {
    const own = await RedisServer.start(program ?? "");
    onTestFinished(() => own.close());
    url = own.url("gone");
    const queue = await open({ lockMs: 2_000 });
    await queue.add([sampleJob(1, 1)]);
    const claim = await queue.claim();
    await own.kill();
    await once(claim!.lost!, "abort");
    await expect(queue.claim()).rejects.toMatchObject({ code: "store_transport", retryable: true });
    expect(
      await claim!.complete(sampleResult(claim!.job)).catch((error: unknown) => (error as { code: string }).code),
    ).toBe("store_transport");
  });

  test.each([
    ["killed", (gone: RedisServer) => gone.kill(), (gone: RedisServer) => gone.run()],
    ["paused", (gone: RedisServer) => gone.pause(), (gone: RedisServer) => gone.resume()],
  ])("behavior: a server that is %s: it closes within seconds, with a job in hand", async (_, leave, comeBack) => {
    const own = await RedisServer.start(program ?? "");
    onTestFinished(() => own.close());
    const queue = await open({ address: own.url("q"), lockMs: 30_000 });
    await queue.add([sampleJob(1, 1)]);
    const claim = (await queue.claim())!;
    await leave(own);
    const began = performance.now();
    const waiting = expect(claim.complete(sampleResult(claim.job))).rejects.toMatchObject({ code: "store_transport" });
    await queue.close();
    expect(performance.now() - began).toBeLessThan(5_000);
    await waiting;
    expect(claim.lost?.aborted).toBe(true);
    await comeBack(own);
  });

  test("error: a server that lost the queue: told, nothing recorded, and work goes on", async () => {
    const own = await RedisServer.start(program ?? "");
    onTestFinished(() => own.close());
    url = own.url("emptied");
    let lost = 0;
    const queue = await open({ onLost: () => (lost += 1) });
    await queue.add([sampleJob(1, 1), sampleJob(1, 2)]);
    const claim = await queue.claim();
    await own.kill();
    await own.run();
    const tell = async (): Promise<unknown> => queue.size().catch(() => undefined);
    await expect.poll(tell, { interval: 100 }).toEqual({ pending: 0, claimed: 0, done: 0, broken: 0 });
    expect(lost).toBe(1);
    expect(await claim!.complete(sampleResult(claim!.job))).toBe(false);
    expect(await queue.results(10)).toEqual([]);
    await queue.add([sampleJob(2, 1)]);
    expect((await queue.claim())?.job).toEqual(sampleJob(2, 1));
  });

  test("behavior: 256 lanes take a few connections", async () => {
    fresh();
    const queue = await open();
    await queue.add(Array.from({ length: 256 }, (_, uid) => sampleJob(1, uid)));
    for (let taken = 0; taken < 256; taken += 1)
      await (await queue.claim())!.complete(sampleResult(sampleJob(1, taken)));
    expect(await queue.results(1000)).toHaveLength(256);
    const redis = new Redis(server.port);
    onTestFinished(() => {
      redis.disconnect();
    });
    const clients = (await redis.client("LIST")) as string;
    expect(clients.trim().split("\n").length).toBeLessThanOrEqual(8);
  });

  test("error: entries that are no jobs and no results are set aside, and the rest goes on", async () => {
    fresh();
    const queue = await open();
    await queue.add([sampleJob(1, 1), sampleJob(2, 1), sampleJob(3, 1)]);
    const redis = new Redis(server.port);
    onTestFinished(() => {
      redis.disconnect();
    });
    const key = `${new URL(url).searchParams.get("prefix")}:00001:`;
    await redis.hset(`${key}${sampleJob(1, 1).id}`, "data", JSON.stringify("{}"));
    const second = await queue.claim();
    expect(second?.job).toEqual(sampleJob(2, 1));
    await second?.complete(sampleResult(second.job));
    await redis.hset(`${key}${sampleJob(2, 1).id}`, "returnvalue", "{");
    expect(await queue.results(10)).toEqual([]);
    expect(await queue.size()).toEqual({ pending: 1, claimed: 0, done: 0, broken: 2 });
  });

  test("error: entries that BullMQ itself cannot read, and results in a lane that is not theirs, are set aside once", async () => {
    fresh();
    const queue = await open({ perLane: 2 });
    await queue.add([sampleJob(1, 1), sampleJob(2, 1), sampleJob(3, 1)]);
    const redis = new Redis(server.port);
    onTestFinished(() => {
      redis.disconnect();
    });
    const key = `${new URL(url).searchParams.get("prefix")}:00001:`;
    const broken = ["data", "opts", "returnvalue"];
    for (const field of broken) {
      const id = `!${field}`;
      const about = { data: '""', opts: "{}", name: "question", timestamp: "1", delay: "0", priority: "0" };
      await redis.hset(`${key}${id}`, { ...about, [field]: '{"forged":true' });
      await redis.rpush(`${key}wait`, id);
    }
    const taken: string[] = [];
    for (let looks = 0; looks < 20 && taken.length < 3; looks += 1) {
      const claim = await queue.claim();
      if (claim === undefined) continue;
      taken.push(claim.job.id);
      await claim.complete(sampleResult(claim.job));
    }
    expect(taken.sort()).toEqual([1, 2, 3].map((round) => sampleJob(round, 1).id));
    await redis.hset(`${key}forged`, { returnvalue: JSON.stringify('{"answer":"forged"}') });
    await redis.zadd(`${key}completed`, "2", "forged");
    expect(await queue.results(10)).toHaveLength(3);
    expect(await queue.results(10)).toHaveLength(3);
    expect(await redis.zrange(`${key}failed`, "0", "-1")).toEqual(expect.arrayContaining(["!data", "forged"]));
    expect(await queue.size()).toMatchObject({ claimed: 0, done: 3, broken: 4 });
  });

  test("error: a queue of another version, and a password that is wrong, are named", async () => {
    fresh();
    const redis = new Redis(server.port);
    onTestFinished(() => {
      redis.disconnect();
    });
    await redis.set(`${new URL(url).searchParams.get("prefix")}:format`, "affine-queue/2 bullmq/7");
    await expect(open()).rejects.toMatchObject({
      code: "state_version",
      message: expect.stringContaining("bullmq/7") as unknown,
    });
    url = `redis://nobody@127.0.0.1:${server.port}`;
    await expect(open({ password: "wrong" })).rejects.toMatchObject({ code: "credentials_invalid" });
  });

  test.each([99, 16])(
    "error: database %i, which the server does not have, is refused and nothing is written",
    async (db) => {
      url = server.url("nowhere").replace("/0?", `/${db}?`);
      await expect(open()).rejects.toMatchObject({
        code: "config_invalid",
        exitCode: 3,
        message: expect.stringContaining(`has no database ${db}`) as unknown,
      });
      const redis = new Redis(server.port);
      onTestFinished(() => redis.disconnect());
      expect(await redis.keys("nowhere:*")).toEqual([]);
    },
  );

  test("default: a database that was named is the one that is written to", async () => {
    url = server.url("fifteen").replace("/0?", "/15?");
    await (await open()).add([sampleJob(1, 1)]);
    const [zero, fifteen] = [new Redis(server.port), new Redis(server.port, { db: 15 })];
    onTestFinished(() => {
      zero.disconnect();
      fifteen.disconnect();
    });
    expect(await zero.keys("fifteen:*")).toEqual([]);
    expect((await fifteen.keys("fifteen:*")).length).toBeGreaterThan(2);
  });

  test("error: a server that comes back with fewer databases is not worked on in another one", async () => {
    const own = await RedisServer.start(program ?? "");
    onTestFinished(() => own.close());
    url = own.url("moved").replace("/0?", "/15?");
    const queue = await open();
    await queue.add([sampleJob(1, 1)]);
    await own.kill();
    await own.run(["--databases", "2"]);
    const said = async (): Promise<unknown> =>
      queue.add([sampleJob(2, 1)]).catch((error: unknown) => (error as Error).message);
    await expect.poll(said, { interval: 100, timeout: 15_000 }).toContain("has no database 15");
    const redis = new Redis(own.port);
    onTestFinished(() => redis.disconnect());
    expect(await redis.keys("*")).toEqual([]);
  });

  test("error: a server that is full, keys of somebody else, and one that is gone say so, with what to do", async () => {
    const own = await RedisServer.start(program ?? "");
    onTestFinished(() => own.close());
    url = own.url("troubled");
    const queue = await open();
    const redis = new Redis(own.port);
    redis.on("error", () => undefined);
    onTestFinished(() => redis.disconnect());
    await redis.config("SET", "maxmemory", "1mb");
    await expect(queue.add([sampleJob(1, 1)])).rejects.toMatchObject({
      message: expect.stringContaining("is full") as unknown,
      hint: expect.stringContaining("maxmemory") as unknown,
      details: { queue: url },
    });
    await redis.config("SET", "maxmemory", "0");
    await redis.del("troubled:lanes");
    await redis.set("troubled:lanes", "somebody's");
    await expect(queue.add([sampleJob(1, 1)])).rejects.toMatchObject({
      hint: expect.stringContaining("?prefix=") as unknown,
    });
    await own.kill();
    const gone = await queue.size().then(
      () => "",
      (error: unknown) => (error as Error).message,
    );
    expect(gone).toMatch(/ECONNREFUSED|connection was lost/);
    expect(gone).not.toMatch(/maxRetries|max retries/i);
  });
});
