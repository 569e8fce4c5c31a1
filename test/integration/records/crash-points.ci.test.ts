import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type WritePoint, WRITE_POINTS } from "../../../src/store/index.ts";
import { bundleChild, checkAfterCrash, runChild } from "./crash-run.ts";

/** Where the second passing is not the one to die at: the lock is taken once a process. */
const PASSINGS: Partial<Record<WritePoint, number[]>> = {
  "lock.taken": [1],
  "seal.drafted": [1, 2],
  "seal.signed": [1, 2],
};

let script: Awaited<ReturnType<typeof bundleChild>>;
let root: string;

beforeAll(async () => {
  script = await bundleChild();
  root = await mkdtemp(join(tmpdir(), "affine-crash-"));
});
afterAll(async () => {
  await script.dispose();
  await rm(root, { recursive: true });
});

describe("a process killed at a write point", () => {
  test.each(WRITE_POINTS)("behavior: %s loses no acknowledged record", async (point) => {
    const places = { folder: join(root, point), published: join(root, `${point}-published`) };
    const acknowledged = new Set<number>();
    const plan = { ...places, records: 24, concurrency: 5, sealRecords: 8 };
    for (const passing of PASSINGS[point] ?? [2]) {
      const end = await runChild(script.path, { ...plan, killAt: { point, passing } });
      expect(end, `${point} was never passed ${passing} times: ${end.stderr}`).toMatchObject({ signal: "SIGKILL" });
      for (const number of end.acknowledged) acknowledged.add(number);
    }
    await checkAfterCrash(places.folder, places.published, acknowledged);
  });
});
