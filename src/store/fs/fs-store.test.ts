import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../test/integration/records/temporary-folder.ts";
import { temporaryName } from "../../io/index.ts";
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
    const ours = temporaryName("0.ndjson.gz");
    const [, place = "", pid = "", birth = ""] = /\.([0-9a-f]+)-([0-9]+)-([0-9a-f]+)-[0-9a-f]+\.new$/.exec(ours) ?? [];
    const dead = ours.replace(`-${pid}-`, "-999999999-");
    const predecessor = ours.replace(`-${birth}-`, "-0123456789ab-");
    const elsewhere = ours.replace(`.${place}-`, ".01234567-");
    const longAgoElsewhere = ours.replace(`.${place}-`, ".89abcdef-");
    for (const name of ["garbage", ours, dead, predecessor, elsewhere, longAgoElsewhere]) {
      await writeFile(join(incoming, name), "half");
    }
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    await utimes(join(incoming, longAgoElsewhere), twoDaysAgo, twoDaysAgo);
    await FsStore.open(folder);
    expect((await readdir(incoming)).sort()).toEqual([ours, elsewhere].sort());
  });

  test("behavior: no half-written file is left after a put", async () => {
    const folder = await temporaryFolder();
    const store = await FsStore.open(folder);
    await store.putOnce("key", Buffer.from("x"));
    await expect(store.putOnce("key", Buffer.from("y"))).rejects.toMatchObject({ code: "store_conflict" });
    expect(await readdir(join(folder, ".incoming"))).toEqual([]);
  });

  test("behavior: a folder that did not change is not read again for what is new; one that did is", async () => {
    const folder = await temporaryFolder();
    const store = await FsStore.open(folder);
    const listed = async (after = ""): Promise<string[]> => {
      const keys: string[] = [];
      for await (const key of store.list("chain/", after)) keys.push(key);
      return keys;
    };
    for (const name of ["a", "b"]) await store.putOnce(`chain/${name}`, Buffer.from(name));
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(join(folder, "chain"), longAgo, longAgo);
    expect(await listed()).toEqual(["chain/a", "chain/b"]);
    expect(await listed("chain/b")).toEqual([]);
    // Not by its time, so that nobody looks.
    await store.putOnce("chain/c", Buffer.from("c"));
    await utimes(join(folder, "chain"), longAgo, longAgo);
    expect(await listed("chain/b")).toEqual([]);
    expect(await listed("chain/a")).toEqual(["chain/b", "chain/c"]);
    // As it happens: each file that comes changes the folder's time.
    await store.putOnce("chain/d", Buffer.from("d"));
    expect(await listed("chain/c")).toEqual(["chain/d"]);
    await store.putOnce("chain/e", Buffer.from("e"));
    expect(await listed("chain/d")).toEqual(["chain/e"]);
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
