import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordKey } from "../../../src/record/index.ts";
import { isOwnFailure } from "../../../src/replay/index.ts";
import { FsStore, ShardReader } from "../../../src/store/index.ts";
import type { Validator } from "../../../src/validator/index.ts";
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
const MODELS = [
  { name: "weak", mistakes: 750 },
  { name: "strong", mistakes: 20 },
];

describe.skipIf(program === undefined)("a validator whose questions lie in a real Redis", () => {
  let bed: ContestBed;
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start(program ?? "");
    bed = await openContestBed({ validators: 1, models: MODELS, blockMs: 100 });
  });
  afterAll(async () => {
    await bed[Symbol.asyncDispose]();
    await server.close();
  });

  test("behavior: the server comes back empty in the middle of a round: the round is missing, nothing is wrong, an alarm says so", async () => {
    await bed.commit(MODELS);
    const queue = { address: server.url("emptied"), lockMs: 2_000 };
    const validator: Validator = await contestValidator(bed, 0, { queue, runner: true });
    const alarms: string[] = [];
    validator.events.on("alarm", ({ code }) => alarms.push(code));
    validator.start();
    const follow = (): void =>
      bed.nextBlockWhen((head) => {
        const { chain, queue: waiting } = validator.status();
        return keepsUp({ block: chain.block, unanswered: waiting.waiting + waiting.running }, head);
      });
    const rollouts = (): number => validator.status().records.rollouts;
    try {
      follow();
      await until(() => rollouts() >= 30);
      // Questions are there, and nobody takes their answers any more.
      bed.nextBlockWhen(() => false);
      await server.kill();
      await server.run();
      bed.nextBlockWhen(() => true);
      await until(() => alarms.includes("queue_lost"));
      const lostAt = rollouts();
      follow();
      await until(() => rollouts() >= lostAt + 30);
      await until(() => validator.status().contest?.champion !== null);
    } finally {
      bed.nextBlockWhen(() => true);
      await validator.stop();
    }
    // Every answer on record is one that a host gave, once.
    const reader = new ShardReader(await FsStore.open(`${bed.folder}/shared`), {
      ...{ netuid: NETUID, hotkey: validatorKeys[0]!.address },
    });
    const keys: string[] = [];
    let scored = 0;
    for await (const found of reader.walk()) {
      expect(found.kind).toBe("shard");
      if (found.kind !== "shard") continue;
      for (const record of found.records) {
        if (record.kind !== "rollout") continue;
        keys.push(recordKey(record));
        if (record.outcome === "scored") scored += 1;
        // A host that a busy machine keeps from answering in time; nothing else, and nothing of our own.
        else expect(record).toMatchObject({ outcome: "infra_failure", score: 0, transcript: null });
        expect(isOwnFailure(record)).toBe(false);
      }
    }
    expect(keys.length).toBeGreaterThan(50);
    expect(new Set(keys).size).toBe(keys.length);
    expect(scored).toBeGreaterThan(20);
  });
});
