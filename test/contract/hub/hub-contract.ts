import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sha256Hex } from "../../../src/core/index.ts";
import type { ModelHub } from "../../../src/hub/index.ts";
import { collect, folderWith, localFiles, noise, smallModel } from "../../hub/model-files.ts";

/** An adapter under test on an empty hub, seen by the account `miner`, by `other`, and by nobody. */
export interface HubUnderTest {
  readonly miner: ModelHub;
  readonly other: ModelHub;
  readonly nobody: ModelHub;
  dispose(): Promise<void>;
}

const REPO = "miner/affine-7b";

/** What every adapter of {@link ModelHub} keeps to. */
export function testHubContract(name: string, create: () => Promise<HubUnderTest>): void {
  describe(`ModelHub contract: ${name}`, () => {
    let under: HubUnderTest;
    let hub: ModelHub;
    beforeEach(async () => {
      under = await create();
      hub = under.miner;
    });
    afterEach(() => under.dispose());

    /** Commits files of a fresh folder. */
    const commit = async (
      files: Record<string, string | Buffer>,
      options: { parent?: string; remove?: string[] } = {},
    ) => hub.commit(REPO, await localFiles(await folderWith(files)), { title: "test", ...options });

    const readText = async (revision: string, path: string): Promise<string> =>
      (await collect(hub.read(REPO, revision, path))).toString();

    test("default: what was committed is there, byte for byte, with its hashes", async () => {
      const files = smallModel("a");
      expect(await hub.createPrivate(REPO)).toEqual({ created: true });
      const { revision } = await commit(files);
      expect(revision).toMatch(/^([0-9a-f]{40}|[0-9a-f]{64})$/);
      const described = await hub.describe(REPO);
      expect(described).toMatchObject({ repo: REPO, revision, private: true, gated: false });
      expect(await hub.describe(REPO, revision)).toEqual(described);
      const paths = described.files.map(({ path }) => path);
      expect(paths).toEqual(expect.arrayContaining(Object.keys(files)));
      expect(paths).toEqual([...paths].sort());
      for (const [path, content] of Object.entries(files)) {
        const file = described.files.find((one) => one.path === path)!;
        expect(file.sizeBytes).toBe(Buffer.byteLength(content));
        if (path.endsWith(".safetensors")) expect(file.sha256).toBe(sha256Hex(content));
        expect((await collect(hub.read(REPO, revision, path))).equals(Buffer.from(content))).toBe(true);
      }
    });

    test("default: accounts", async () => {
      expect(await hub.whoAmI()).toBe("miner");
      expect(await hub.writableOwners()).toContain("miner");
      expect(await under.nobody.whoAmI()).toBeUndefined();
      expect(await under.nobody.writableOwners()).toEqual([]);
    });

    test("behavior: any part of a file", async () => {
      await hub.createPrivate(REPO);
      const content = noise("ranges", 300_000);
      const { revision } = await commit({ "model.safetensors": content, "small.txt": "0123456789", empty: "" });
      const part = (path: string, startByte: number, endByte?: number) =>
        collect(hub.read(REPO, revision, path, { startByte, ...(endByte === undefined ? {} : { endByte }) }));
      for (const [from, to] of [
        [0, 1],
        [0, 300_000],
        [299_999, 300_000],
        [123_456, 234_567],
      ] as const) {
        expect((await part("model.safetensors", from, to)).equals(content.subarray(from, to))).toBe(true);
      }
      expect((await part("model.safetensors", 250_000)).equals(content.subarray(250_000))).toBe(true);
      expect((await part("small.txt", 3, 7)).toString()).toBe("3456");
      expect((await part("small.txt", 5, 5)).length).toBe(0);
      expect((await part("empty", 0)).length).toBe(0);
    });

    test("behavior: bytes are told as they pass", async () => {
      await hub.createPrivate(REPO);
      let told = 0;
      const files = await localFiles(await folderWith({ "model.safetensors": noise("told", 100_000) }));
      const { revision } = await hub.commit(REPO, files, { title: "told", onBytes: (bytes) => (told += bytes) });
      expect(told).toBe(100_000);
      told = 0;
      await collect(hub.read(REPO, revision, "model.safetensors", { onBytes: (bytes) => (told += bytes) }));
      expect(told).toBe(100_000);
    });

    test("behavior: a private repository is its owner's; a public one everybody's", async () => {
      await hub.createPrivate(REPO);
      const { revision } = await commit({ "model.safetensors": noise("x", 1_000) });
      await expect(under.other.describe(REPO)).rejects.toMatchObject({ code: "not_found" });
      await expect(under.nobody.describe(REPO)).rejects.toMatchObject({ code: "credentials_missing" });
      await expect(collect(under.nobody.read(REPO, revision, "model.safetensors"))).rejects.toMatchObject({
        code: "credentials_missing",
      });
      await hub.setVisibility(REPO, "public");
      await hub.setVisibility(REPO, "public");
      for (const reader of [under.other, under.nobody]) {
        expect(await reader.describe(REPO)).toMatchObject({ revision, private: false });
        expect((await collect(reader.read(REPO, revision, "model.safetensors"))).length).toBe(1_000);
      }
      await hub.setVisibility(REPO, "private");
      await expect(under.other.describe(REPO)).rejects.toMatchObject({ code: "not_found" });
    });

    test("behavior: creating again leaves it as it is", async () => {
      await hub.createPrivate(REPO);
      const { revision } = await commit({ a: "a" });
      await hub.setVisibility(REPO, "public");
      expect(await hub.createPrivate(REPO)).toEqual({ created: false });
      expect(await hub.describe(REPO)).toMatchObject({ revision, private: false });
    });

    test("error: what is not there", async () => {
      await expect(hub.describe(REPO)).rejects.toMatchObject({ code: "not_found" });
      await expect(hub.commit(REPO, [], { title: "x" })).rejects.toMatchObject({ code: "not_found" });
      await hub.createPrivate(REPO);
      const { revision } = await commit({ a: "a" });
      await expect(hub.describe(REPO, "0".repeat(revision.length))).rejects.toMatchObject({ code: "not_found" });
      await expect(hub.describe(REPO, "no-branch")).rejects.toMatchObject({ code: "not_found" });
      await expect(collect(hub.read(REPO, revision, "b"))).rejects.toMatchObject({ code: "not_found" });
    });

    test("error: somebody else's repository cannot be changed, and one cannot make one in their name", async () => {
      await hub.createPrivate(REPO);
      await commit({ a: "a" });
      await hub.setVisibility(REPO, "public");
      const files = await localFiles(await folderWith({ a: "b" }));
      await expect(under.other.createPrivate(REPO)).rejects.toMatchObject({ code: "hub_rejected" });
      await expect(under.other.commit(REPO, files, { title: "mine" })).rejects.toMatchObject({ code: "hub_rejected" });
      await expect(under.other.setVisibility(REPO, "private")).rejects.toMatchObject({ code: "hub_rejected" });
      await expect(under.nobody.createPrivate("miner/x")).rejects.toMatchObject({ code: "credentials_missing" });
      await expect(under.nobody.commit(REPO, files, { title: "x" })).rejects.toMatchObject({
        code: "credentials_missing",
      });
      await expect(under.nobody.setVisibility(REPO, "private")).rejects.toMatchObject({ code: "credentials_missing" });
      expect(await readText("main", "a")).toBe("a");
    });

    test("behavior: commits add, change and remove; older revisions stay readable", async () => {
      await hub.createPrivate(REPO);
      const first = await commit({ a: "1", b: "1", "c/d": "1" });
      const second = await commit({ a: "2", e: "2" }, { parent: first.revision, remove: ["c/d", "never"] });
      expect(second.revision).not.toBe(first.revision);
      const paths = async (revision?: string) =>
        (await hub.describe(REPO, revision)).files.map(({ path }) => path).filter((path) => path !== ".gitattributes");
      expect(await paths(first.revision)).toEqual(["a", "b", "c/d"]);
      expect(await paths()).toEqual(["a", "b", "e"]);
      expect(await readText(first.revision, "a")).toBe("1");
      expect(await readText("main", "a")).toBe("2");
    });

    test("behavior: a commit that changes nothing is none", async () => {
      await hub.createPrivate(REPO);
      const first = await commit(smallModel("same"));
      let sent = 0;
      const files = await localFiles(await folderWith(smallModel("same")));
      const again = await hub.commit(REPO, files, { title: "again", onBytes: (bytes) => (sent += bytes) });
      expect(again).toEqual(first);
      expect(sent).toBe(0);
    });

    test("behavior: content the hub holds is not sent again, under whatever name", async () => {
      await hub.createPrivate(REPO);
      await commit({ "model.safetensors": noise("dedup", 80_000) });
      let sent = 0;
      const files = await localFiles(await folderWith({ "other.safetensors": noise("dedup", 80_000) }));
      const { revision } = await hub.commit(REPO, files, { title: "again", onBytes: (bytes) => (sent += bytes) });
      expect(sent).toBe(0);
      const content = await collect(hub.read(REPO, revision, "other.safetensors"));
      expect(content.equals(noise("dedup", 80_000))).toBe(true);
    });

    test("error: a parent that is not the head", async () => {
      await hub.createPrivate(REPO);
      const first = await commit({ a: "1" });
      await commit({ a: "2" });
      await expect(commit({ a: "3" }, { parent: first.revision })).rejects.toMatchObject({ code: "hub_rejected" });
      expect(await readText("main", "a")).toBe("2");
    });

    test("error: a file that is not what its hash says", async () => {
      await hub.createPrivate(REPO);
      const folder = await folderWith({ "model.safetensors": noise("before", 10_000) });
      const files = await localFiles(folder);
      await writeFile(join(folder, "model.safetensors"), noise("after", 10_000));
      await expect(hub.commit(REPO, files, { title: "changed" })).rejects.toMatchObject({ code: "hash_mismatch" });
    });

    test("behavior: names that need escaping", async () => {
      await hub.createPrivate(REPO);
      const names = [
        "a b.txt",
        "a#b.txt",
        "a%20b.txt",
        "a?b=c&d.txt",
        "ä/ö.txt",
        "日本.txt",
        "a+b.txt",
        "[x]{y}.txt",
        "'\".txt",
      ];
      const { revision } = await commit(Object.fromEntries(names.map((path) => [path, `content of ${path}`])));
      const listed = (await hub.describe(REPO)).files.map(({ path }) => path);
      expect(listed).toEqual(expect.arrayContaining(names));
      for (const path of names) expect(await readText(revision, path)).toBe(`content of ${path}`);
    });

    test.each([
      "../x",
      "/etc/passwd",
      "a/../../x",
      "a//b",
      "a/",
      "./a",
      "C:\\x",
      "a\\b",
      "a\0b",
      ".git/hooks/x",
      "",
      "x".repeat(300),
    ])("error: the file name %j is refused", async (path) => {
      await hub.createPrivate(REPO);
      const [file] = await localFiles(await folderWith({ a: "a" }));
      await expect(hub.commit(REPO, [{ ...file!, path }], { title: "bad" })).rejects.toMatchObject({
        code: "invalid_input",
      });
      const { files } = await hub.describe(REPO);
      expect(files.filter((one) => one.path !== ".gitattributes")).toEqual([]);
    });

    test.each([
      "",
      "a",
      "a/b/c",
      "../x",
      "a/..",
      "./b",
      "a/b.git",
      "a b/c",
      "a/b?x=1",
      "a/b#c",
      "ä/b",
      `a/${"x".repeat(97)}`,
    ])("error: the repository name %j is refused", async (repo) => {
      await expect(hub.describe(repo)).rejects.toMatchObject({ code: "invalid_input" });
      await expect(hub.createPrivate(repo)).rejects.toMatchObject({ code: "invalid_input" });
      await expect(hub.setVisibility(repo, "public")).rejects.toMatchObject({ code: "invalid_input" });
    });

    test("behavior: hundreds of files", async () => {
      await hub.createPrivate(REPO);
      const files = Object.fromEntries(
        Array.from({ length: 250 }, (_, index) => [`d${index % 7}/f${index}`, `${index}`]),
      );
      const { revision } = await commit(files);
      const { files: listed } = await hub.describe(REPO, revision);
      expect(listed.filter(({ path }) => path in files)).toHaveLength(250);
      expect(await readText(revision, "d3/f248".replace("248", "248").replace("d3", `d${248 % 7}`))).toBe("248");
    });

    test("error: an aborted transfer is interrupted", async () => {
      await hub.createPrivate(REPO);
      const { revision } = await commit({ "model.safetensors": noise("abort", 2_000_000) });
      const controller = new AbortController();
      const reading = async () => {
        for await (const chunk of hub.read(REPO, revision, "model.safetensors", { signal: controller.signal })) {
          expect(chunk.length).toBeGreaterThan(0);
          controller.abort();
        }
      };
      await expect(reading()).rejects.toMatchObject({ code: "interrupted" });
      const files = await localFiles(await folderWith({ "other.safetensors": noise("abort 2", 2_000_000) }));
      await expect(hub.commit(REPO, files, { title: "x", signal: controller.signal })).rejects.toMatchObject({
        code: "interrupted",
      });
      expect((await hub.describe(REPO)).revision).toBe(revision);
    });
  });
}
