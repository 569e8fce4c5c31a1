import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { SpoolQueue } from "../../../src/rounds/index.ts";
import { silentLogger } from "../../../src/telemetry/index.ts";
import { queueContract } from "./queue-contract.ts";
import { sampleJob } from "./sample-jobs.ts";

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
