import { execFileSync } from "node:child_process";
import { appendFile, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  NETUID,
  chain,
  end,
  folder,
  headerOf,
  headersFrom3,
  key,
  kinds,
  remote,
  start,
  useSigningServices,
} from "../../../test/signer/signing-services.ts";
import { headerHash, isSignedByHotkey, type ShardHeader } from "../../record/index.ts";
import { KeyHolder } from "../index.ts";
import { AuditLog } from "../log/audit-log.ts";

useSigningServices();

describe("the audit log", () => {
  test("behavior: headers that come all at once are signed in order, each in the log", async () => {
    const file = join(folder, "at-once.ndjson");
    const log = await AuditLog.open(file);
    const holder = new KeyHolder({ key, chain, netuid: NETUID, log });
    const headers = headersFrom3(40);
    const signatures = await Promise.all([...headers, ...headers.slice(-1)].map((it) => holder.signShardHeader(it)));
    headers.forEach((header, index) => {
      expect(isSignedByHotkey(header, signatures[index] ?? new Uint8Array())).toBe(true);
    });
    await log.close();
    const again = await AuditLog.open(file);
    expect(again.header?.seq).toBe(42);
    await again.close();
    expect((await readFile(file, "utf8")).trim().split("\n")).toHaveLength(40);
  });

  test("error: a changed line is noticed by the one behind it", async () => {
    const service = await start();
    for (const header of headersFrom3(2)) await remote(service).signShardHeader(header);
    await end(service);
    const text = await readFile(service.auditLog, "utf8");
    await writeFile(service.auditLog, text.replace('"seq":3', '"seq":2'));
    await expect(start()).rejects.toMatchObject({
      code: "state_corrupt",
      message: expect.stringContaining("Line 3") as string,
    });
  });

  test("error: a line that was taken out is noticed", async () => {
    const service = await start();
    for (const header of headersFrom3(3)) await remote(service).signShardHeader(header);
    await end(service);
    const lines = (await readFile(service.auditLog, "utf8")).split("\n");
    await writeFile(service.auditLog, [...lines.slice(0, 2), ...lines.slice(3)].join("\n"));
    await expect(start()).rejects.toMatchObject({
      code: "state_corrupt",
      message: expect.stringContaining("Line 3") as string,
    });
  });

  test("behavior: a last line that a crash cut off is dropped", async () => {
    const service = await start();
    await remote(service).signShardHeader(headerOf());
    await end(service);
    await appendFile(service.auditLog, '{"v":1,"n":2,"atMs":1,"prev');
    const again = await start();
    await remote(again).signShardHeader(headersFrom3(2)[1]!);
    expect(await kinds(again)).toEqual(["start", "shard_header", "start", "shard_header"]);
  });
});

describe("a log that is not there", () => {
  test("error: one that was deleted while the signer runs: nothing more is signed, and /health says so", async () => {
    const file = join(folder, "gone.ndjson");
    const log = await AuditLog.open(file);
    const holder = new KeyHolder({ key, chain, netuid: NETUID, log });
    const [first, second] = headersFrom3(2) as [ShardHeader, ShardHeader];
    await holder.signShardHeader(first);
    await rm(file);
    expect(await log.lost()).toContain("was deleted");
    await expect(holder.signShardHeader(second)).rejects.toMatchObject({ code: "store_transport" });
    expect(holder.problem).toContain("deleted");
    await log.close();
  });

  test("error: a folder in its place", async () => {
    await mkdir(join(folder, "folder.ndjson"));
    await expect(AuditLog.open(join(folder, "folder.ndjson"))).rejects.toMatchObject({ code: "state_corrupt" });
  });
});

describe("a disk that is full for a while", () => {
  test("behavior: nothing is signed, /health says so, and it goes on by itself once there is space", async () => {
    let isFull = false;
    const file = join(folder, "full.ndjson");
    const log = await AuditLog.open(file, {
      async write(handle, lines) {
        // A disk fills up in the middle of a line.
        await handle.appendFile(isFull ? lines.slice(0, 20) : lines);
        if (isFull) throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
      },
    });
    const holder = new KeyHolder({ key, chain, netuid: NETUID, log });
    const [first, second, third] = headersFrom3(3) as [ShardHeader, ShardHeader, ShardHeader];
    await holder.signShardHeader(first);
    isFull = true;
    const failed = await Promise.allSettled([holder.signShardHeader(second), holder.signShardHeader(third)]);
    for (const outcome of failed) expect(outcome).toMatchObject({ status: "rejected", reason: { code: "disk_full" } });
    expect(holder.problem).toContain("ENOSPC");
    await log.retry();
    expect(holder.problem).toContain("ENOSPC");
    isFull = false;
    await log.retry();
    expect(holder.problem).toBeUndefined();
    // What was not written was not signed: the place of the second is free still, also for another.
    const other = { ...second, count: 7 };
    expect(isSignedByHotkey(other, await holder.signShardHeader(other))).toBe(true);
    await log.close();
    const again = await AuditLog.open(file);
    expect(again.header).toMatchObject({ seq: 4, hash: headerHash(other) });
    await again.close();
    const events = (await readFile(file, "utf8")).trim().split("\n");
    expect(events.map((line) => (JSON.parse(line) as { event: { kind: string } }).event.kind)).toEqual([
      ...["shard_header", "resumed", "shard_header"],
    ]);
  });

  test.skipIf(process.platform !== "linux")("behavior: a real one, over HTTP", async () => {
    // A file of the log may have so many bytes and no more: the kernel says EFBIG as it would say ENOSPC.
    const service = await start({ at: { host: "127.0.0.1", port: 0 } });
    const { size } = await stat(service.auditLog);
    const limit = (bytes: string) => execFileSync("prlimit", [`--pid=${process.pid}`, `--fsize=${bytes}`]);
    const health = () => fetch(`${"url" in service.address ? service.address.url : ""}/health`);
    const before = execFileSync("prlimit", [
      `--pid=${process.pid}`,
      "--fsize",
      "--raw",
      "--noheadings",
      "--output=SOFT,HARD",
    ]);
    const [soft = "", hard = ""] = before.toString().trim().split(/\s+/);
    try {
      limit(`${size + 10}:${hard}`);
      await expect(remote(service).signShardHeader(headerOf())).rejects.toMatchObject({ code: "disk_full" });
      expect((await health()).status).toBe(503);
    } finally {
      limit(`${soft}:${hard}`);
    }
    expect((await health()).status).toBe(200);
    await remote(service).signShardHeader(headerOf());
    expect(await kinds(service)).toEqual(["start", "resumed", "shard_header"]);
  });
});
