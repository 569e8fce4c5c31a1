import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../test/integration/records/temporary-folder.ts";
import { LockFile } from "./index.ts";

async function lockPath(): Promise<string> {
  return join(await temporaryFolder(), "deep", "lock");
}

const owner = (changes: object): string =>
  JSON.stringify({ pid: process.pid, host: hostname(), birth: null, token: "another", ...changes });

describe("LockFile", () => {
  test("default: one at a time", async () => {
    const path = await lockPath();
    const lock = await LockFile.acquire(path, "The thing");
    expect(lock.lost).toBe(false);
    await expect(LockFile.acquire(path, "The thing")).rejects.toMatchObject({
      code: "locked",
      details: { pid: process.pid, path },
    });
    await lock.release();
    await (await LockFile.acquire(path, "The thing")).release();
  });

  test("behavior: of many at once exactly one gets a dead owner's lock", async () => {
    const path = await lockPath();
    await (await LockFile.acquire(path, "The thing")).release();
    const dead = spawn(process.execPath, ["-e", ""]);
    await once(dead, "exit");
    for (let round = 0; round < 10; round += 1) {
      await writeFile(path, owner({ pid: dead.pid }));
      const locks = await Promise.allSettled(Array.from({ length: 8 }, () => LockFile.acquire(path, "The thing")));
      const got = locks.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
      expect(got).toHaveLength(1);
      await got[0]!.release();
    }
  });

  test("behavior: a running process holds its lock, an unreadable or reused one does not", async () => {
    const path = await lockPath();
    await (await LockFile.acquire(path, "The thing")).release();
    const alive = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    try {
      await writeFile(path, owner({ pid: alive.pid }));
      await expect(LockFile.acquire(path, "The thing")).rejects.toMatchObject({
        code: "locked",
        details: { pid: alive.pid },
      });
      // Its number was another process's when the lock was taken.
      await writeFile(path, owner({ pid: alive.pid, birth: "another boot/1" }));
      await (await LockFile.acquire(path, "The thing")).release();
      // A container's first process has the number of its predecessor.
      await writeFile(path, owner({}));
      await (await LockFile.acquire(path, "The thing")).release();
      await writeFile(path, "garbage");
      await (await LockFile.acquire(path, "The thing")).release();
    } finally {
      alive.kill("SIGKILL");
    }
  });

  test("behavior: an owner elsewhere counts by its heartbeat", async () => {
    const path = await lockPath();
    await (await LockFile.acquire(path, "The thing")).release();
    await writeFile(path, owner({ host: "another-machine" }));
    await expect(LockFile.acquire(path, "The thing")).rejects.toMatchObject({ code: "locked" });
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(path, longAgo, longAgo);
    await (await LockFile.acquire(path, "The thing")).release();
  });

  test("behavior: releasing leaves another's lock alone", async () => {
    const path = await lockPath();
    const lock = await LockFile.acquire(path, "The thing");
    await writeFile(path, owner({ host: "another-machine" }));
    await lock.release();
    expect(await readFile(path, "utf8")).toContain("another-machine");
  });
});
