import { spawnSync } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/integration/records/temporary-folder.ts";
import { WRITE_STEPS } from "../../../io/index.ts";
import { CheckpointFile, readAnyCheckpoint } from "./checkpoint-file.ts";
import type { CheckpointOwner } from "./contest-checkpoint.ts";

const OWNER: CheckpointOwner = { code: "c".repeat(64), rules: "0123456789abcdef", netuid: 120, hotkey: "5Own" };
const textOf = (block: number, owner: CheckpointOwner = OWNER): string =>
  JSON.stringify({
    ...{ v: 1, ...owner, block, chain: null, memory: null, votingShares: [], window: [] },
    contest: { lastScheduled: 7, roots: [], validators: ["5Own"], positions: [["5Own", { last: null, holes: [] }]] },
  });
const pathIn = async (): Promise<string> => join(await temporaryFolder(), "contest-120.checkpoint");

describe("a checkpoint's file", () => {
  test("default: what is written is read again; each replaces the one before", async () => {
    const path = await pathIn();
    const file = new CheckpointFile(path, OWNER);
    expect(await file.read()).toBeUndefined();
    await file.write(textOf(10));
    await file.write(textOf(20));
    expect(await new CheckpointFile(path, OWNER).read()).toEqual(JSON.parse(textOf(20)));
    expect(await readAnyCheckpoint(path)).toEqual(JSON.parse(textOf(20)));
    expect((await readdir(join(path, ".."))).sort()).toEqual(["contest-120.checkpoint", "contest-120.checkpoint.key"]);
  });

  test("error: one that was altered, cut off or emptied is named, and never gone on from", async () => {
    const path = await pathIn();
    const file = new CheckpointFile(path, OWNER);
    await file.write(textOf(10));
    const whole = await readFile(path);
    const forged = Buffer.concat([whole.subarray(0, 65), gzipSync(textOf(10).replace('"block":10', '"block":99'))]);
    const turned = Buffer.from(whole);
    turned[whole.length - 9]! ^= 1;
    for (const [what, bytes] of Object.entries({
      forged,
      turned,
      cut: whole.subarray(0, -5),
      start: whole.subarray(0, 40),
      empty: Buffer.alloc(0),
      other: Buffer.from("not a checkpoint at all"),
      letters: Buffer.concat([Buffer.from(`${"z".repeat(64)}\n`), whole.subarray(65)]),
    })) {
      await writeFile(path, bytes);
      expect(await file.read(), what).toMatchObject({ reason: "damaged" });
    }
    await rm(path);
    await rm(`${path}.key`);
    await file.write(textOf(11));
    await rm(`${path}.key`);
    expect(await file.read()).toMatchObject({ reason: "foreign", message: expect.stringContaining("key") as string });
  });

  test.each<[string, Partial<CheckpointOwner>, string]>([
    ["another subnet", { netuid: 121 }, "foreign"],
    ["other rules", { rules: "f".repeat(16) }, "foreign"],
    ["another validator", { hotkey: "5Other" }, "foreign"],
    ["another program", { code: "d".repeat(64) }, "other_program"],
  ])("error: one of %s is named", async (_, other, reason) => {
    const path = await pathIn();
    await new CheckpointFile(path, { ...OWNER, ...other }).write(textOf(10, { ...OWNER, ...other }));
    expect(await new CheckpointFile(path, OWNER).read()).toMatchObject({ reason });
  });

  test("error: sealed with our key and yet of another form", async () => {
    const path = await pathIn();
    const file = new CheckpointFile(path, OWNER);
    for (const text of ["", "{}", "[]", textOf(10).replace('"v":1', '"v":2'), textOf(10).replace("7", '"x"')]) {
      await file.write(text);
      expect(await file.read(), text).toMatchObject({ reason: "damaged" });
    }
  });

  test("error: what is no checkpoint, read whoever made it", async () => {
    const path = await pathIn();
    await expect(readAnyCheckpoint(path)).rejects.toMatchObject({ code: "not_found" });
    await writeFile(path, "x".repeat(200));
    await expect(readAnyCheckpoint(path)).rejects.toMatchObject({ code: "state_corrupt" });
    // More than a text may have, in half a megabyte; and brackets that would take thousands of times their size.
    const piece = gzipSync(Buffer.alloc(32 << 20));
    const before = process.memoryUsage().rss;
    await writeFile(path, Buffer.concat([Buffer.alloc(65), ...Array.from({ length: 17 }, () => piece)]));
    await expect(readAnyCheckpoint(path)).rejects.toThrow(/unpacks to more than 536870912 bytes/);
    await writeFile(path, Buffer.concat([Buffer.alloc(65), gzipSync("[".repeat(50 << 20))]));
    await expect(readAnyCheckpoint(path)).rejects.toThrow(/nested deeper than 64/);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 << 20);
    await writeFile(path, Buffer.concat([Buffer.alloc(65), gzipSync("{}"), gzipSync(Buffer.alloc(1 << 20))]));
    await expect(readAnyCheckpoint(path)).rejects.toMatchObject({ code: "state_corrupt" });
  });
});

describe("kill -9 while a checkpoint is written", () => {
  test.each(WRITE_STEPS)("behavior: at %s the one before or the new one is there, whole", async (killAt) => {
    const path = await pathIn();
    const file = new CheckpointFile(path, OWNER);
    await file.write(textOf(10));
    const child = fileURLToPath(new URL("../../../../test/validator/checkpoint-child.mjs", import.meta.url));
    const ended = spawnSync(process.execPath, ["--import", "tsx", child, path, killAt, textOf(20)]);
    expect(ended.signal, ended.stderr.toString()).toBe("SIGKILL");
    const isNew = killAt === "named" || killAt === "durable";
    expect(await file.read()).toEqual(JSON.parse(textOf(isNew ? 20 : 10)));
    await file.write(textOf(30));
    expect(await file.read()).toEqual(JSON.parse(textOf(30)));
  });
});
