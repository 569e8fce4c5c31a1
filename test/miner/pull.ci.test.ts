import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { HuggingFaceHub, identityOfFolder, type ModelHub } from "../../src/hub/index.ts";
import { PULL_POINTS, pullModel, type PullOptions } from "../../src/miner/index.ts";
import type { Fault } from "../hub/loopback-hub/faults.ts";
import { startLoopbackHub, type LoopbackHub } from "../hub/loopback-hub/loopback-hub.ts";
import { contentsOf, folderWith, localFiles, noise, smallModel } from "../hub/model-files.ts";
import { bundleChild, runChild } from "./child-program.ts";
import type { PullChildPlan } from "./pull-child.ts";
import { withMethods } from "./with-methods.ts";

const REPO = "miner/affine-7b";
const files: Record<string, string | Buffer> = { ...smallModel("pull", 60_000), "a b/c#d.txt": "names", empty: "" };

let server: LoopbackHub;
let hub: ModelHub;
let source: string;
let dir: string;
beforeEach(async () => {
  server = await startLoopbackHub({ partBytes: 32_768 });
  hub = hubAs("hf_miner");
  source = await folderWith(files);
  dir = join(await folderWith({}), "my_model");
  await hub.createPrivate(REPO);
  await hub.commit(REPO, await localFiles(source), { title: "model" });
  server.seen.length = 0;
});
afterEach(() => server.close());

function hubAs(token: string | undefined): ModelHub {
  const retry = { baseDelayMs: 1, maxDelayMs: 2 };
  return new HuggingFaceHub({ endpoint: server.url, ...(token === undefined ? {} : { token }), retry });
}

const pull = (options: Partial<PullOptions> = {}) =>
  pullModel({ hub, repo: REPO, dir, segmentBytes: 16_384, pauseMs: 1, ...options });

/** All that was asked for is there, and nothing of the work is left. */
async function expectWhole(): Promise<void> {
  expect(await contentsOf(dir)).toEqual(await contentsOf(source));
  expect(existsSync(join(dir, ".affine-pull"))).toBe(false);
}

describe("pullModel", () => {
  test("default: the repository, whole, with its identity", async () => {
    const pulled = await pull();
    await expectWhole();
    expect(pulled).toMatchObject({
      repo: REPO,
      strangers: [],
      notModel: undefined,
      files: Object.keys(files).length + 1,
    });
    expect(pulled.revision).toBe((await hub.describe(REPO)).revision);
    expect(pulled.identity?.id).toBe((await identityOfFolder(source)).id);
    const ranges = server.seen.filter(({ server: which }) => which === "storage").map(({ headers }) => headers.range);
    expect(ranges).toContain("bytes=16384-32767");
  });

  test("behavior: what is there is not fetched again", async () => {
    await pull();
    server.seen.length = 0;
    expect(await pull()).toMatchObject({ fetchedBytes: 0 });
    expect(server.seen.filter(({ url }) => url.includes("/resolve/"))).toEqual([]);
    await rm(join(dir, "tokenizer.json"));
    expect((await pull()).fetchedBytes).toBe(Buffer.byteLength(files["tokenizer.json"]!));
    await expectWhole();
  });

  test("behavior: an older revision", async () => {
    const { revision } = await hub.describe(REPO);
    await hub.commit(REPO, await localFiles(await folderWith({ "config.json": "{}" })), { title: "newer" });
    expect(await pull({ revision })).toMatchObject({ revision });
    await expectWhole();
  });

  test("error: files of one's own are not overwritten, unless told", async () => {
    await mkdir(dir);
    await writeFile(join(dir, "config.json"), "mine");
    await writeFile(join(dir, "notes.md"), "mine");
    await expect(pull()).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("config.json") as string,
    });
    expect(await readFile(join(dir, "config.json"), "utf8")).toBe("mine");
    expect((await readdir(dir)).filter((name) => !name.startsWith("."))).toEqual(["config.json", "notes.md"]);
    expect(await pull({ overwrite: true })).toMatchObject({ strangers: ["notes.md"] });
    expect(await readFile(join(dir, "config.json"), "utf8")).toBe(files["config.json"]);
  });

  test("behavior: a repository that is no model is pulled, and said to be none", async () => {
    await hub.createPrivate("miner/data");
    await hub.commit("miner/data", await localFiles(await folderWith({ "a.txt": "a" })), { title: "x" });
    expect(await pull({ repo: "miner/data" })).toMatchObject({
      identity: undefined,
      notModel: expect.stringContaining("config.json") as string,
    });
  });

  test("behavior: progress adds up to the size of what was missing", async () => {
    const phases: { doing: string; total: number; bytes: number }[] = [];
    const progress = {
      begin: (doing: string, total: number) => void phases.push({ doing, total, bytes: 0 }),
      add: (bytes: number) => void (phases.at(-1)!.bytes += bytes),
      close: () => undefined,
      rest: () => undefined,
      note: () => undefined,
    };
    await pull({ progress });
    expect(phases.map(({ doing }) => doing)).toEqual(["checking", "pulling"]);
    for (const { total, bytes } of phases) expect(bytes).toBe(total);
  });
});

describe("refusals", () => {
  test("error: private and gated repositories, with and without a token", async () => {
    await expect(pull({ hub: hubAs(undefined) })).rejects.toMatchObject({ code: "credentials_missing" });
    await expect(pull({ hub: hubAs("hf_other") })).rejects.toMatchObject({ code: "not_found" });
    await hub.setVisibility(REPO, "public");
    server.state.repositories.get(REPO)!.gated = "manual";
    await expect(pull({ hub: hubAs(undefined) })).rejects.toMatchObject({
      code: "credentials_missing",
      details: { reason: "gated" },
    });
    await expect(pull({ hub: hubAs("hf_other") })).rejects.toMatchObject({
      code: "hub_rejected",
      details: { reason: "gated" },
    });
    server.state.repositories.get(REPO)!.granted.add("other");
    await pull({ hub: hubAs("hf_other") });
    await expectWhole();
  });

  test.each([
    "../evil",
    "/etc/evil",
    "a/../../evil",
    ".git/hooks/post-checkout",
    "C:\\evil",
    "a\\..\\evil",
    ".affine-pull/lock",
    "config.json/x",
    "CONFIG.json",
    "a\u0000b",
  ])("error: the name %j in a repository: nothing is written", async (path) => {
    const listing = withMethods(hub, {
      describe: async () => {
        const model = await hub.describe(REPO);
        return { ...model, files: [...model.files, { path, sizeBytes: 1, sha256: "0".repeat(64) }] };
      },
    });
    await expect(pull({ hub: listing })).rejects.toMatchObject({ code: "hub_rejected" });
    expect(existsSync(dir)).toBe(false);
  });

  test("error: a folder that is a link leading elsewhere is not written through", async () => {
    await mkdir(dir);
    const elsewhere = await folderWith({});
    await symlink(elsewhere, join(dir, "notes"));
    await expect(pull()).rejects.toMatchObject({ code: "invalid_input" });
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test("error: too large for the disk: said before anything is fetched", async () => {
    const huge = withMethods(hub, {
      describe: async () => {
        const model = await hub.describe(REPO);
        return { ...model, files: [...model.files, { path: "x.bin", sizeBytes: 2 ** 52, sha256: "0".repeat(64) }] };
      },
    });
    await expect(pull({ hub: huge })).rejects.toMatchObject({ code: "disk_full" });
    expect(server.seen.filter(({ url }) => url.includes("/resolve/"))).toEqual([]);
  });

  test("error: two at once into one folder", async () => {
    let second: Promise<unknown> | undefined;
    const first = pull({
      onPoint(point) {
        if (point === "bytes.written") second ??= expect(pull()).rejects.toMatchObject({ code: "locked" });
      },
    });
    await first;
    await second;
    expect(second).toBeDefined();
    await expectWhole();
  });

  test("error: content that is not what the hub lists: fetched again, then an error, and nothing under its name", async () => {
    const damage = (times: number) => {
      let left = times;
      server.fault = ({ url, headers }) =>
        url.startsWith("/get/") && headers.range === "bytes=0-16383" && (left -= 1) >= 0 ? "damaged" : undefined;
    };
    damage(2);
    await pull();
    await expectWhole();
    await rm(dir, { recursive: true });
    damage(1_000);
    await expect(pull()).rejects.toMatchObject({ code: "hash_mismatch", retryable: true });
    expect(existsSync(join(dir, "model-00001-of-00002.safetensors"))).toBe(false);
    damage(0);
    await pull();
    await expectWhole();
  });

  test("error: interrupted, then gone on with", async () => {
    const controller = new AbortController();
    let written = 0;
    const stopped = pull({
      signal: controller.signal,
      onPoint(point) {
        if (point === "bytes.written" && (written += 1) === 5) controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: "interrupted", exitCode: 130 });
    const { fetchedBytes } = await pull();
    const total = Object.values(files).reduce((sum, content) => sum + Buffer.byteLength(content), 0);
    expect(fetchedBytes).toBeLessThan(total);
    await expectWhole();
  });
});

describe("faults", () => {
  test.each<Fault>(["reset", "cut", "busy", "broken"])("behavior: every third request meets with %s", async (fault) => {
    server.fault = ({ index }) => (index % 3 === 0 ? fault : undefined);
    await pull();
    await expectWhole();
  });

  test("error: a hub that stays away ends the pull; the next one goes on", async () => {
    const broken = new Set<number>();
    server.fault = ({ index, server: which }) => {
      if (which !== "storage" || index < 12) return undefined;
      broken.add(index);
      return "reset";
    };
    await expect(pull()).rejects.toMatchObject({ code: "hub_transport", retryable: true });
    expect(broken.size).toBeGreaterThan(0);
    server.fault = () => undefined;
    await pull();
    await expectWhole();
  });

  // Some of the points here, all of them in the full tier.
  const points =
    process.env["AFFINE_TEST_TIER"] === "full" ? PULL_POINTS : (["bytes.written", "file.checked"] as const);
  test("behavior: killed at any point it goes on, and fetches little twice", async () => {
    const child = await bundleChild("pull-child");
    try {
      for (const point of points) {
        for (const passing of point === "listing.read" || point === "all.named" ? [1] : [1, 4]) {
          await rm(dir, { recursive: true, force: true });
          const killAt = { point, passing };
          const plan: PullChildPlan = { endpoint: server.url, repo: REPO, dir, segmentBytes: 16_384, killAt };
          const killed = await runChild(child.path, plan);
          expect({ point, signal: killed.signal, stderr: killed.stderr }).toEqual({
            point,
            signal: "SIGKILL",
            stderr: "",
          });
          // No name stands for less than the whole.
          const left = existsSync(dir) ? await contentsOf(dir) : {};
          for (const [path, content] of Object.entries(left)) {
            expect(content).toBe(Buffer.from(files[path]!).toString("base64"));
          }
          const { fetchedBytes } = await pull();
          if (point === "all.named") expect(fetchedBytes).toBe(0);
          await expectWhole();
        }
      }
    } finally {
      await child.dispose();
    }
  });

  test("behavior: damaged states are thrown away", async () => {
    for (const state of [
      "",
      "{",
      "null",
      '{"v":1}',
      '{"v":2}',
      JSON.stringify({ v: 1, path: "config.json", sizeBytes: 1, hash: "x", segmentBytes: 1, done: [5] }),
    ]) {
      const broken = pull({
        onPoint(point) {
          if (point === "state.saved") throw new Error("stop");
        },
      });
      await expect(broken).rejects.toMatchObject({ message: expect.stringContaining("stop") as string });
      const work = join(dir, ".affine-pull");
      const left = (await readdir(work)).filter((name) => name.endsWith(".part.json"));
      expect(left.length).toBeGreaterThan(0);
      for (const name of left) await writeFile(join(work, name), state);
      await pull();
      await expectWhole();
      await rm(dir, { recursive: true });
    }
  });

  test("behavior: bytes of another content under the same name are not used", async () => {
    const big = "model-00001-of-00002.safetensors";
    const controller = new AbortController();
    const stopped = pull({
      signal: controller.signal,
      onPoint(point) {
        if (point === "bytes.written") controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: "interrupted" });
    await hub.commit(REPO, await localFiles(await folderWith({ [big]: noise("newer", 60_000) })), { title: "newer" });
    await pull();
    expect((await readFile(join(dir, big))).equals(noise("newer", 60_000))).toBe(true);
    expect((await stat(join(dir, big))).size).toBe(60_000);
  });
});
