import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Runner, SpoolQueue } from "../../../src/rounds/index.ts";
import { AffineError } from "../../../src/core/index.ts";
import { InferenceClient, type QueryOptions } from "../../../src/inference/index.ts";
import { recordKey } from "../../../src/record/index.ts";
import { InProcessSigner } from "../../../src/signer/index.ts";
import { silentLogger } from "../../../src/telemetry/index.ts";
import { queueFolder, type ValidatorStatus } from "../../../src/validator/index.ts";
import {
  minerKeys,
  NETUID,
  openTestBed,
  openValidator,
  readRecords,
  TEMPO,
  until,
  validatorKey,
  type TestBed,
} from "./test-bed.ts";

let bed: TestBed;
beforeAll(async () => (bed = await openTestBed()));
afterAll(() => bed[Symbol.asyncDispose]());

/** Runs until the condition holds, then stops; the last status before that. */
async function runUntil(condition: (status: ValidatorStatus) => boolean, folder: string): Promise<ValidatorStatus> {
  const validator = await openValidator(bed, { folder });
  validator.start();
  try {
    await until(() => condition(validator.status()));
    return validator.status();
  } finally {
    await validator.stop();
  }
}

describe("Validator", () => {
  test("default: rounds are held, records signed, weights land", async () => {
    const folder = join(bed.folder, "default");
    const status = await runUntil(
      // On a busy machine the first window may end before the first result: its weights are then uid 0's, by the rule.
      ({ weights, records, champion }) =>
        weights.confirmed && weights.vector["1"] !== undefined && records.shards > 0 && champion?.uid === 1,
      folder,
    );
    expect(status.champion?.model).toBe("lab/affine-full");
    expect(status.weights.vector).toEqual({ "1": 65_535 });
    const onChain = await bed.chain.weights(NETUID);
    expect([...(onChain.get(0) ?? [])]).toEqual([[1, 65_535]]);

    const best = status.leaderboard.find(({ uid }) => uid === 1)?.environments["SAT"];
    const random = status.leaderboard.find(({ uid }) => uid === 2)?.environments["SAT"];
    expect(best).toMatchObject({ score: 1000 });
    expect(random).toMatchObject({ score: 0 });
    expect(status.outcomes["invalid"]).toBeUndefined();

    const records = await readRecords(folder);
    expect(new Set(records.map(recordKey)).size).toBe(records.length);
    // Every question of a round is the same for all.
    const questions = new Set(records.map(({ round, challenge }) => `${round} ${challenge}`));
    expect(questions.size).toBe(new Set(records.map(({ round }) => round)).size);
    // Nobody is asked before the commitment could be read by everybody.
    for (const { block, commitBlock } of records) expect(commitBlock).toBeLessThan(block);
  });

  test("behavior: commitments that cannot compete are left out with their reason", async () => {
    const status = await runUntil(({ leftOut }) => leftOut.length > 0, join(bed.folder, "left-out"));
    expect(status.leftOut).toMatchObject([
      { uid: 0, hotkey: validatorKey.address, reason: "no_commitment" },
      { uid: 4, hotkey: minerKeys[3]!.address, reason: "commitment_not_json" },
      { uid: 5, reason: "unknown_field", detail: expect.stringContaining('"price"') as string },
    ]);
  });

  test("behavior: stopped in the middle, it gives its questions back and starts again", async () => {
    const folder = join(bed.folder, "stopped");
    // Nobody answers: every question stays under way until it is interrupted.
    const inference = { query: silence };
    const validator = await openValidator(bed, { folder, inference });
    validator.start();
    await until(() => validator.status().queue.running > 0);
    await validator.stop();
    const queue = await SpoolQueue.open({ folder: queueFolder(folder), log: silentLogger });
    expect(await queue.size()).toMatchObject({ claimed: 0, done: 0 });
    expect((await queue.size()).pending).toBeGreaterThan(0);
    await queue.close();
    await runUntil(({ records }) => records.rollouts > 0, folder);
  });

  test("behavior: without a runner of its own it leaves the questions to others on the same folder", async () => {
    const folder = join(bed.folder, "separate");
    const validator = await openValidator(bed, { folder, runner: false });
    validator.start();
    await until(() => validator.status().queue.waiting > 0);
    expect(validator.status().records.rollouts).toBe(0);
    const queue = await SpoolQueue.open({ folder: queueFolder(folder), log: silentLogger });
    const runner = new Runner({ queue, inference: new InferenceClient(), log: silentLogger });
    runner.start();
    await until(() => validator.status().records.rollouts > 2);
    await runner.stop();
    await queue.close();
    await validator.stop();
  });

  test("behavior: two validators cannot share a data folder", async () => {
    const folder = join(bed.folder, "locked");
    const first = await openValidator(bed, { folder });
    await expect(openValidator(bed, { folder })).rejects.toMatchObject({ code: "locked" });
    await first.stop();
    await (await openValidator(bed, { folder })).stop();
  });

  test("behavior: what stopping does not wait for writes nothing under the next one's lock", async () => {
    const folder = join(bed.folder, "late");
    const signer = new InProcessSigner({ key: validatorKey, chain: bed.chain, netuid: NETUID });
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      // The chain takes its time over the weights, longer than stopping waits.
      signer.setWeights = async () => {
        resolve();
        await new Promise<void>((go) => (answer = go));
        return { block: 1, confirmed: true, mode: "plain" };
      };
    });
    const validator = await openValidator(bed, { folder, signer });
    validator.start();
    await asked;
    await validator.stop();
    const journal = join(folder, "journal", `weights-${NETUID}.json`);
    const left = await readFile(journal, "utf8");
    expect(JSON.parse(left)).toMatchObject({ outcome: "unknown" });
    const next = await openValidator(bed, { folder });
    answer();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await readFile(journal, "utf8")).toBe(left);
    await next.stop();
  });

  test("behavior: weights are set once a window, also across restarts", async () => {
    const folder = join(bed.folder, "windows");
    const landed: number[] = [];
    const watch = watchLastUpdate(landed);
    const start = (await bed.chain.head()).number;
    while ((await bed.chain.head()).number < start + TEMPO * 3) {
      const head = (await bed.chain.head()).number;
      await runUntil(({ chain }) => chain.block >= head + 7, folder);
    }
    await watch.stop();
    const { index } = await bed.chain.epoch(NETUID);
    const windows = landed.map((block) => index - Math.floor((watch.nextBlock - 1 - block) / TEMPO));
    expect(landed.length).toBeGreaterThanOrEqual(2);
    expect(new Set(windows).size).toBe(windows.length);
  });
});

/** A host that never says anything until the caller gives up. */
function silence(_: unknown, { signal }: QueryOptions): Promise<never> {
  return new Promise((_resolve, reject) => {
    const give = (): void => reject(new AffineError("interrupted", "given up"));
    // A question that was being claimed while the validator was told to stop comes with a signal that has gone off.
    if (signal?.aborted === true) give();
    else signal?.addEventListener("abort", give);
  });
}

/** Collects every LastUpdate of the validator that the chain ever had from now on. */
function watchLastUpdate(landed: number[]): { stop(): Promise<void>; nextBlock: number } {
  const stop = new AbortController();
  const watch = { stop: () => Promise.resolve(), nextBlock: 0 };
  let last: number | undefined;
  const loop = (async () => {
    while (!stop.signal.aborted) {
      const head = await bed.chain.waitForBlock();
      const { lastUpdate } = (await bed.chain.metagraph(NETUID, head)).neurons[0]!;
      if (last !== undefined && lastUpdate !== last) landed.push(lastUpdate);
      last = lastUpdate;
      watch.nextBlock = (await bed.chain.epoch(NETUID, head)).nextBlock;
    }
  })();
  watch.stop = async () => {
    stop.abort();
    await loop;
  };
  return watch;
}
