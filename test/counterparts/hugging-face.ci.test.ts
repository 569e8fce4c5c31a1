import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { HuggingFaceHub, type ModelHub } from "../../src/hub/index.ts";
import { pullModel } from "../../src/miner/index.ts";
import { startLoopbackHub, type LoopbackHub } from "../hub/loopback-hub/loopback-hub.ts";
import { contentsOf, folderWith, localFiles, noise, smallModel } from "../hub/model-files.ts";
import { startPushBed } from "../miner/push-bed.ts";
import { REAL_HUGGINGFACE, valueOf } from "../setup/outside.ts";

const python = valueOf(REAL_HUGGINGFACE);
const SCRIPT = fileURLToPath(new URL("./hugging_face.py", import.meta.url));
const REPO = "miner/affine-7b";

/** Asks the real package; it sees nothing of this machine's own tokens and caches. */
async function ask(what: Record<string, unknown>): Promise<{ path?: string; revision?: string; version: string }> {
  const home = await folderWith({});
  const env = { PATH: process.env["PATH"] ?? "", HOME: home, HF_HUB_DISABLE_XET: "1", HF_HUB_DISABLE_TELEMETRY: "1" };
  const said = await new Promise<string>((resolve, reject) => {
    const child = execFile(python!, [SCRIPT], { env }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(stderr));
    });
    child.stdin!.end(JSON.stringify(what));
  });
  await rm(home, { recursive: true, force: true });
  return JSON.parse(said) as { version: string };
}

/** What a folder holds, without what the package notes for itself. */
async function withoutNotes(folder: string): Promise<Record<string, unknown>> {
  await rm(join(folder, ".cache"), { recursive: true, force: true });
  return contentsOf(folder);
}

describe.skipIf(python === undefined)("the real huggingface_hub, over the hub of these tests", () => {
  let server: LoopbackHub;
  let hub: ModelHub;
  beforeEach(async () => {
    server = await startLoopbackHub({ partBytes: 32_768 });
    hub = new HuggingFaceHub({ endpoint: server.url, token: "hf_miner", retry: { baseDelayMs: 1 } });
  });
  afterEach(() => server.close());

  test("behavior: what `af push` published is read back, byte for byte", async () => {
    const bed = await startPushBed();
    try {
      const pushed = await bed.push();
      const folder = await folderWith({});
      const about = { endpoint: bed.server.url, token: "hf_miner", repo: pushed.repo, folder };
      await ask({ ask: "download", ...about, revision: pushed.revision });
      const theirs = await withoutNotes(folder);
      // The hub's own file of every new repository.
      delete theirs[".gitattributes"];
      expect(theirs).toEqual(await contentsOf(bed.dir));
    } finally {
      await bed.close();
    }
  });

  test("behavior: a download that was cut off is gone on with, from where it stopped", async () => {
    await hub.createPrivate(REPO);
    // The package counts what has come in pieces of 10 MB.
    const source = await folderWith({ "config.json": "{}", "model.safetensors": noise("resume", 24_000_000) });
    const { revision } = await hub.commit(REPO, await localFiles(source), { title: "model" });
    server.seen.length = 0;
    let cut = false;
    server.fault = ({ server: which, method }) => {
      if (cut || which !== "storage" || method !== "GET") return undefined;
      cut = true;
      return "cut";
    };
    // The package keeps what has come within one process only: another process of it begins anew.
    const folder = await folderWith({});
    await ask({ ask: "download", endpoint: server.url, token: "hf_miner", repo: REPO, revision, folder });
    const theirs = await withoutNotes(folder);
    delete theirs[".gitattributes"];
    expect(theirs).toEqual(await contentsOf(source));
    const ranges = server.seen.flatMap(({ server: which, headers }) =>
      which === "storage" ? (headers.range ?? []) : [],
    );
    expect(ranges.filter((range) => /^bytes=[1-9][0-9]*-/.test(range))).not.toEqual([]);
  });

  test("behavior: what it uploaded is pulled, byte for byte", async () => {
    const source = await folderWith(smallModel("theirs", 60_000));
    const { revision } = await ask({
      ask: "upload",
      endpoint: server.url,
      token: "hf_miner",
      repo: REPO,
      folder: source,
    });
    expect(revision).toBe((await hub.describe(REPO)).revision);
    const dir = join(await folderWith({}), "pulled");
    await pullModel({ hub, repo: REPO, dir });
    const ours = await contentsOf(dir);
    delete ours[".gitattributes"];
    expect(ours).toEqual(await contentsOf(source));
  });
});
