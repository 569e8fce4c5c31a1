import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../test/integration/records/temporary-folder.ts";
import { FsStore } from "../index.ts";

describe("FsStore", () => {
  test("default: the folder need not exist, and opening it creates nothing", async () => {
    const folder = join(await temporaryFolder(), "deep", "store");
    const store = await FsStore.open(folder);
    expect(await store.get("key")).toBeUndefined();
    await expect(readdir(folder)).rejects.toMatchObject({ code: "ENOENT" });
    expect(await store.putOnce("key", Buffer.from("x"))).toBe("created");
  });

  test("behavior: opening removes what dead writers left half-written, and nothing of living ones", async () => {
    const folder = await temporaryFolder();
    const incoming = join(folder, ".incoming");
    await mkdir(incoming);
    const parent = `${process.ppid}-0123456789ab-1`;
    for (const name of ["garbage", `${process.pid}-0123456789ab-1`, "999999999-0123456789ab-1", parent]) {
      await writeFile(join(incoming, name), "half");
    }
    await FsStore.open(folder);
    expect(await readdir(incoming)).toEqual([parent]);
  });

  test("behavior: no half-written file is left after a put", async () => {
    const folder = await temporaryFolder();
    const store = await FsStore.open(folder);
    await store.putOnce("key", Buffer.from("x"));
    await expect(store.putOnce("key", Buffer.from("y"))).rejects.toMatchObject({ code: "store_conflict" });
    expect(await readdir(join(folder, ".incoming"))).toEqual([]);
  });

  test("error: a key below a file is a conflict", async () => {
    const store = await FsStore.open(await temporaryFolder());
    await store.putOnce("file", Buffer.from("x"));
    await expect(store.putOnce("file/below", Buffer.from("x"))).rejects.toMatchObject({ code: "store_conflict" });
    await store.putOnce("folder/object", Buffer.from("x"));
    await expect(store.putOnce("folder", Buffer.from("x"))).rejects.toMatchObject({ code: "store_conflict" });
  });

  test("error: a disk that refuses is a transport error with a hint", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, ".incoming"), "a file where the folder should be");
    await expect(FsStore.open(folder)).rejects.toMatchObject({
      code: "store_transport",
      hint: expect.any(String) as unknown,
    });
  });
});
