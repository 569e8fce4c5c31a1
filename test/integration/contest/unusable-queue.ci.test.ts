import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FsStore, ShardReader } from "../../../src/store/index.ts";
import { RedisServer } from "../../contract/queue/redis-server.ts";
import { REAL_REDIS, valueOf } from "../../setup/outside.ts";
import {
  contestValidator,
  keepsUp,
  NETUID,
  openContestBed,
  until,
  validatorKeys,
  type ContestBed,
} from "./contest-bed.ts";

const program = valueOf(REAL_REDIS);
const MODELS = [{ name: "weak", mistakes: 750 }];
/** More than a deadline of 16: rounds of that time are given up, not held later. */
const BLOCKS = 30;

describe.skipIf(program === undefined)("a validator whose Redis cannot be used", () => {
  let bed: ContestBed;
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start(program ?? "");
    bed = await openContestBed({ validators: 1, models: MODELS, blockMs: 100 });
    await bed.commit(MODELS);
  });
  afterAll(async () => {
    await bed[Symbol.asyncDispose]();
    await server.close();
  });

  test("behavior: killed, then full: blocks, seals and snapshots go on, rounds are missing and counted, and it recovers", async () => {
    const queue = { address: server.url("unusable"), lockMs: 2_000 };
    const validator = await contestValidator(bed, 0, { queue, runner: true });
    const alarms: string[] = [];
    validator.events.on("alarm", ({ code, message }) => alarms.push(`${code}: ${message}`));
    validator.start();
    const block = (): number => validator.status().chain.block;
    const raised = (): string[] => validator.status().alarms.map(({ code }) => code);
    const rollouts = (): number => validator.status().records.rollouts;
    const follow = (): void =>
      bed.nextBlockWhen((head) => {
        const { chain, queue: waiting } = validator.status();
        return keepsUp({ block: chain.block, unanswered: waiting.waiting + waiting.running }, head);
      });
    /** Blocks go on while the queue cannot be used, and it is said that it is the queue. */
    const goesOnWithout = async (): Promise<void> => {
      bed.nextBlockWhen((head) => block() >= head);
      const [from, { skipped }, sealed] = [block(), validator.status().rounds, validator.status().records.shards];
      await until(() => block() >= from + BLOCKS);
      expect(raised()).toContain("queue_trouble");
      expect(raised()).not.toContain("chain_trouble");
      expect(raised()).not.toContain("records_trouble");
      expect(validator.status().records.shards).toBeGreaterThan(sealed);
      expect(validator.status().rounds.skipped).toBeGreaterThan(skipped + 5);
    };
    const recovers = async (): Promise<void> => {
      await until(() => !raised().includes("queue_trouble"));
      const from = rollouts();
      await until(() => rollouts() >= from + 10);
    };
    try {
      follow();
      await until(() => rollouts() >= 20);
      await server.kill();
      await goesOnWithout();
      await server.run();
      await recovers();
      const redis = new Redis(server.port);
      await redis.config("SET", "maxmemory", "1mb");
      await goesOnWithout();
      await redis.config("SET", "maxmemory", "0");
      redis.disconnect();
      await recovers();
    } finally {
      bed.nextBlockWhen(() => true);
      await validator.stop();
    }
    expect(alarms.filter((told) => /^(chain|records|loop)_trouble/.test(told))).toEqual([]);
    // The chain was read at every grid block, also meanwhile, and what was seen is sealed.
    const grid: number[] = [];
    const reader = new ShardReader(await FsStore.open(`${bed.folder}/shared`), {
      ...{ netuid: NETUID, hotkey: validatorKeys[0]!.address },
    });
    for await (const found of reader.walk()) {
      expect(found.kind).toBe("shard");
      if (found.kind !== "shard") continue;
      for (const record of found.records) if (record.kind === "chain") grid.push(record.block);
    }
    const steps = grid.slice(1).map((at, index) => at - (grid[index] ?? 0));
    expect(Math.max(...steps)).toBe(4);
  });
});
