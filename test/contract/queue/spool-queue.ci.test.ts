import { cp, mkdtemp, readdir, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { SpoolQueue } from "../../../src/rounds/index.ts";
import { silentLogger } from "../../../src/telemetry/index.ts";
import { queueContract } from "./queue-contract.ts";
import { sampleJob, sampleResult, sampleTurn } from "./sample-jobs.ts";

const root = await mkdtemp(join(tmpdir(), "affine-queue-"));
let folder = "";
let count = 0;

afterAll(() => rm(root, { recursive: true, force: true }));

queueContract({
  name: "spool",
  reset() {
    count += 1;
    folder = join(root, String(count));
    return Promise.resolve();
  },
  open: ({ isPatient = false, ...options } = {}) =>
    SpoolQueue.open({ ...{ folder, log: silentLogger, leaseMs: isPatient ? 600_000 : 400, pollMs: 20 }, ...options }),
  workerArguments: () => ["spool", folder],
});

test("behavior: an entry that cannot be read is set aside, the rest goes on", async () => {
  const queue = await SpoolQueue.open({ folder: join(root, "broken"), log: silentLogger });
  await queue.add([sampleJob(1, 1), sampleJob(1, 2)]);
  await writeFile(join(root, "broken", "pending", `${sampleJob(1, 1).id}.json`), '{"v":1,');
  expect((await queue.claim())?.job.id).toBe(sampleJob(1, 2).id);
  expect(await queue.size()).toEqual({ pending: 0, claimed: 1, done: 0, broken: 1 });
  await queue.close();
});

test("error: a journal of another version is named and left alone", async () => {
  const old = join(root, "old");
  await (await SpoolQueue.open({ folder: old, log: silentLogger })).close();
  await writeFile(join(old, "format"), "2\n");
  await expect(SpoolQueue.open({ folder: old, log: silentLogger })).rejects.toMatchObject({ code: "state_version" });
  expect(await readdir(join(old, "owners"))).toEqual([]);
});

/** What another process of the machine does when a heartbeat is missing. */
async function forgetOwners(path: string, except: ReadonlySet<string>): Promise<void> {
  for (const owner of await readdir(join(path, "owners"))) {
    if (!except.has(owner)) await unlink(join(path, "owners", owner));
  }
}

test("behavior: a runner that died after handing over its result leaves nothing that could begin anew", async () => {
  const path = join(root, "handed-over");
  const options = { folder: path, log: silentLogger, leaseMs: 400, pollMs: 20 };
  const validator = await SpoolQueue.open(options);
  const owners = new Set(await readdir(join(path, "owners")));
  const runner = await SpoolQueue.open(options);
  await validator.add([sampleJob(1, 1)]);
  const claim = await runner.claim();
  expect(await claim?.journal.keep([sampleTurn(1)])).toBe(true);
  await cp(join(path, "claimed"), join(path, "kept"), { recursive: true });
  await claim?.complete(sampleResult(sampleJob(1, 1)));
  // Its own claim was not let go of, and it is gone.
  await cp(join(path, "kept"), join(path, "claimed"), { recursive: true });
  await runner.close();
  await forgetOwners(path, owners);

  const results = await validator.results(10);
  await validator.acknowledge(results.map(({ id }) => id));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await validator.claim()).toBeUndefined();
  expect(await validator.size()).toEqual({ pending: 0, claimed: 0, done: 0, broken: 0 });
  expect(await readdir(join(path, "turns"))).toEqual([]);
  await validator.close();
});

test("behavior: a runner that slept past its lease ends what it held and works on under another name", async () => {
  const path = join(root, "asleep");
  const sleeper = await SpoolQueue.open({ folder: path, log: silentLogger, leaseMs: 400, pollMs: 20 });
  await sleeper.add([sampleJob(1, 1), sampleJob(1, 2)]);
  const [held] = [await sleeper.claim()];
  const name = await readdir(join(path, "owners"));
  await forgetOwners(path, new Set());
  const other = await SpoolQueue.open({ folder: path, log: silentLogger, leaseMs: 400, pollMs: 20 });

  expect(await held?.journal.keep([sampleTurn(1)])).toBe(false);
  expect(held?.lost?.aborted).toBe(true);
  expect(await readdir(join(path, "turns"))).toEqual([]);
  const again = await sleeper.claim();
  const taken = await other.claim();
  expect(new Set([again?.job.id, taken?.job.id])).toEqual(new Set([sampleJob(1, 1).id, sampleJob(1, 2).id]));
  // Two beats later nobody has taken anything from it, and its old name is not used any more.
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(await other.claim()).toBeUndefined();
  expect(again?.lost?.aborted).toBe(false);
  expect(await again?.complete(sampleResult(again.job))).toBe(true);
  expect(await readdir(join(path, "owners"))).not.toContain(name[0]);
  await Promise.all([sleeper.close(), other.close()]);
});
