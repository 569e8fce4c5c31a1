import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pause } from "../../../src/io/index.ts";
import { meaningOf } from "../../../src/record/index.ts";
import type { Validator } from "../../../src/validator/index.ts";
import { RedisServer } from "../../contract/queue/redis-server.ts";
import { REAL_REDIS, valueOf } from "../../setup/outside.ts";
import { contestValidator, openContestBed, type ContestBed } from "./contest-bed.ts";

const program = valueOf(REAL_REDIS);
const MODELS = [{ name: "weak", mistakes: 750 }];
/** What stopping takes without a queue, and patience for one that does not answer; a busy machine has its part in it. */
const FEW_SECONDS_MS = 6_000;
/** What does not come until then does not come at all: the test says what it waited for. */
const LONGEST_MS = 60_000;

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
  /** A validator that is at work: it has recorded answers that came since it was opened. */
  async function working(): Promise<Validator> {
    const validator = await contestValidator(bed, 0, {
      queue: { address: server.url("away"), lockMs: 2_000 },
      runner: true,
    });
    let judged = 0;
    validator.events.on("record", (record) => (judged += meaningOf(record).kind === "judged" ? 1 : 0));
    validator.start();
    // Blocks wait for its blocks only. Its status counts questions as of the last block: one that comes back to many of
    // them would keep back the block after which the status tells that they are done.
    bed.nextBlockWhen((head) => validator.status().chain.block >= head);
    await expect.poll(() => judged, { timeout: LONGEST_MS, interval: 20 }).toBeGreaterThanOrEqual(10);
    return validator;
  }

  async function expectToStop(validator: Validator): Promise<void> {
    bed.nextBlockWhen(() => true);
    const began = performance.now();
    const enough = new AbortController();
    await Promise.race([validator.stop(), pause(LONGEST_MS, enough.signal)]);
    enough.abort();
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
        await pause(3_000);
        await expectToStop(first);
      } finally {
        await comeBack();
      }
      await expectToStop(await working());
    },
  );
});
