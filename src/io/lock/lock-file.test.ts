import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, symlink, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../test/integration/records/temporary-folder.ts";
import { LockFile, processBirth } from "../index.ts";

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

  test("error: a file where its folder should be is named, with what to do, and left alone", async () => {
    const folder = await temporaryFolder();
    const file = join(folder, "afile");
    await writeFile(file, "mine");
    for (const path of [join(file, ".lock"), join(file, "deep", ".lock")]) {
      await expect(LockFile.acquire(path, "The thing")).rejects.toMatchObject({
        code: "file_access",
        message: expect.stringMatching(/^The folder .*afile.* cannot be made: ENOTDIR/) as string,
        hint: expect.stringContaining("A file stands where a folder is needed") as string,
      });
    }
    expect(await readFile(file, "utf8")).toBe("mine");
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

  test("behavior: a running process holds its lock, a reused number does not", async () => {
    const path = await lockPath();
    await (await LockFile.acquire(path, "The thing")).release();
    const alive = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const gone = spawn(process.execPath, ["-e", ""]);
    await once(gone, "exit");
    const dead = gone.pid;
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
      // Written by an embedded chain of before: no place, no birth, no heartbeat.
      await writeFile(path, JSON.stringify({ pid: dead, host: hostname(), token: "old", started: "1" }));
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

  test.each(["garbage", "", JSON.stringify({ v: 2, holder: "a later version's" })])(
    "behavior: what names nobody counts by its heartbeat too: %j",
    async (text) => {
      const path = await lockPath();
      await (await LockFile.acquire(path, "The thing")).release();
      await writeFile(path, text);
      await expect(LockFile.acquire(path, "The thing")).rejects.toMatchObject({ code: "locked", details: { path } });
      const longAgo = new Date(Date.now() - 60_000);
      await utimes(path, longAgo, longAgo);
      await (await LockFile.acquire(path, "The thing")).release();
    },
  );

  test.skipIf(process.platform !== "linux")(
    "behavior: a holder that was killed and is not reaped holds nothing",
    async () => {
      const path = await lockPath();
      await (await LockFile.acquire(path, "The thing")).release();
      // The shell starts a process, tells its number and never waits for it.
      const parent = spawn("sh", ["-c", "sleep 1000 & echo $!; exec sleep 1000"], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      try {
        const [line] = (await once(parent.stdout, "data")) as [Buffer];
        const pid = Number(line.toString());
        await writeFile(path, owner({ pid, birth: processBirth(pid) }));
        await expect(LockFile.acquire(path, "The thing")).rejects.toMatchObject({ code: "locked", details: { pid } });
        process.kill(pid, "SIGKILL");
        await expect.poll(() => readFile(`/proc/${pid}/stat`, "utf8")).toContain(") Z ");
        await (await LockFile.acquire(path, "The thing")).release();
      } finally {
        parent.kill("SIGKILL");
      }
    },
  );

  test("behavior: another thread or another copy of the package in this process holds it", async () => {
    const path = await lockPath();
    await (await LockFile.acquire(path, "The thing")).release();
    await writeFile(path, owner({ birth: processBirth(process.pid) }));
    const birthIsKnown = processBirth(process.pid) !== null;
    const tried = LockFile.acquire(path, "The thing").then((lock) => lock.release());
    if (birthIsKnown) await expect(tried).rejects.toMatchObject({ code: "locked" });
    else await tried;
  });

  test("behavior: a container with the same host name and another space of numbers counts by its heartbeat", async () => {
    const path = await lockPath();
    await (await LockFile.acquire(path, "The thing")).release();
    await writeFile(path, owner({ pid: 999_999_999, place: `${hostname()} pid:[1]` }));
    await expect(LockFile.acquire(path, "The thing")).rejects.toMatchObject({ code: "locked" });
  });

  test("error: a folder, a pipe or a link in the lock's place is named, and never waited for", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "folder"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    await symlink("/dev/zero", join(folder, "link"));
    for (const name of ["folder", "pipe", "link"]) {
      await expect(LockFile.acquire(join(folder, name), "The thing")).rejects.toMatchObject({
        code: "file_access",
        message: expect.stringContaining(join(folder, name)) as string,
      });
    }
    expect((await readdir(folder)).sort()).toEqual(["folder", "link", "pipe"]);
  });

  test("behavior: releasing leaves another's lock alone", async () => {
    const path = await lockPath();
    const lock = await LockFile.acquire(path, "The thing");
    await writeFile(path, owner({ host: "another-machine" }));
    await lock.release();
    expect(await readFile(path, "utf8")).toContain("another-machine");
  });
});
