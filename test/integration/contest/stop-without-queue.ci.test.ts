import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Validator } from "../../../src/validator/index.ts";
import { RedisServer } from "../../contract/queue/redis-server.ts";
import { REAL_REDIS, valueOf } from "../../setup/outside.ts";
import { contestValidator, keepsUp, openContestBed, until, type ContestBed } from "./contest-bed.ts";

const program = valueOf(REAL_REDIS);
const MODELS = [{ name: "weak", mistakes: 750 }];
/** What stopping takes without a queue, and patience for one that does not answer; a busy machine has its part in it. */
const FEW_SECONDS_MS = 6_000;

describe.skipIf(program === undefined)("stopping a validator that cannot reach a real Redis", () => {
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

  const lockFile = (): string => join(bed.folder, "validator-0", "journal", "validator.lock");
  const rollouts = (validator: Validator): number => validator.status().records.rollouts;

  /** A validator that is at work. */
  async function working(): Promise<Validator> {
    const validator = await contestValidator(bed, 0, {
      queue: { address: server.url("away"), lockMs: 2_000 },
      runner: true,
    });
    validator.start();
    bed.nextBlockWhen((head) => {
      const { chain, queue } = validator.status();
      return keepsUp({ block: chain.block, unanswered: queue.waiting + queue.running }, head);
    });
    const from = rollouts(validator);
    await until(() => rollouts(validator) >= from + 10);
    return validator;
  }

  async function expectToStop(validator: Validator): Promise<void> {
    bed.nextBlockWhen(() => true);
    const began = performance.now();
    await validator.stop();
    const took = performance.now() - began;
    expect(took).toBeLessThan(FEW_SECONDS_MS);
    expect(existsSync(lockFile())).toBe(false);
  }

  const away = [
    ["killed", () => server.kill(), () => server.run()],
    ["paused", () => server.pause(), () => server.resume()],
  ] as const;

  test.each(away)(
    "behavior: %s with questions under way: it stops in seconds, its folder is free, and it starts again",
    async (_, leave, comeBack) => {
      const first = await working();
      expect(existsSync(lockFile())).toBe(true);
      await leave();
      try {
        await expectToStop(first);
      } finally {
        await comeBack();
      }
      const second = await working();
      await expectToStop(second);
    },
  );

  test.each(away)(
    "behavior: %s for a while, so that commands wait or fail already: the same",
    async (_, leave, comeBack) => {
      const first = await working();
      await leave();
      try {
        await new Promise((resolve) => setTimeout(resolve, 3_000));
        await expectToStop(first);
      } finally {
        await comeBack();
      }
      await expectToStop(await working());
    },
  );
});
