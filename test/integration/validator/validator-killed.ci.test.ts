import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordKey } from "../../../src/record/index.ts";
import { openTestBed, openValidator, readRecords, until, type TestBed } from "./test-bed.ts";

let bed: TestBed;
beforeAll(async () => (bed = await openTestBed()));
afterAll(() => bed[Symbol.asyncDispose]());

describe("Validator", () => {
  test("behavior: killed and started again it goes on, and no record is doubled or lost", async () => {
    const folder = join(bed.folder, "killed");
    const acknowledged = { count: 0 };
    for (let life = 0; life < 2; life += 1) {
      const child = startProcess(folder, acknowledged);
      const before = acknowledged.count;
      await until(() => acknowledged.count >= before + 12);
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    const validator = await openValidator(bed, { folder, maxCatchUpRounds: 10_000 });
    const answered = new Set<string>();
    validator.events.on("record", ({ uid, round }) => answered.add(`${uid} ${round}`));
    validator.start();
    await until(() => validator.status().rounds.held > 0);
    const last = validator.status().rounds.last ?? 0;
    // Four questions a miner are under way at once: when these are through, none before the last is left.
    await until(() => [1, 2].every((uid) => answered.has(`${uid} ${last + 8}`) && answered.has(`${uid} ${last + 9}`)));
    await validator.stop();

    const records = await readRecords(folder);
    expect(new Set(records.map(recordKey)).size).toBe(records.length);
    expect(records.length).toBeGreaterThanOrEqual(acknowledged.count);
    // Whatever the kills interrupted was asked again: each miner has every round between the first and the last.
    const first = Math.min(...records.map(({ round }) => round));
    for (const uid of [1, 2]) {
      const rounds = new Set(records.filter((record) => record.uid === uid).map(({ round }) => round));
      const missing = Array.from({ length: last - first }, (_, index) => first + index).filter((r) => !rounds.has(r));
      expect(missing, `uid ${uid}`).toEqual([]);
    }
  });
});

function startProcess(folder: string, acknowledged: { count: number }): ChildProcess {
  const path = fileURLToPath(new URL("./validator-process.ts", import.meta.url));
  const child = fork(path, [bed.chainUrl, folder], { execArgv: ["--import", "tsx"] });
  child.on("message", (message) => {
    if (message === "record") acknowledged.count += 1;
  });
  return child;
}
