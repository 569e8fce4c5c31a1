import { readFileSync, readdirSync } from "node:fs";
import { chmod, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AffineError } from "../../src/core/index.ts";
import { HuggingFaceHub, MAX_FILE_BYTES, scanModelFolder, type LocalFile } from "../../src/hub/index.ts";
import {
  modelToPush,
  planNotes,
  planPush,
  planSteps,
  publishModel,
  pullModel,
  pushModel,
  RevealProof,
  type PushOptions,
} from "../../src/miner/index.ts";
import { keyFromUri } from "../../src/wallet/index.ts";
import type { Fault } from "../hub/loopback-hub/faults.ts";
import { DEFAULT_ADMISSION_LIMITS } from "../../src/inspection/index.ts";
import { contentsOf, folderWith, localFiles, noise, smallModel, sparseFile } from "../hub/model-files.ts";
import { FileHost } from "./file-host.ts";
import { complaintsAfter, NETUID, startPushBed, type PushBed } from "./push-bed.ts";
import { withMethods } from "./with-methods.ts";

const full = process.env["AFFINE_TEST_TIER"] === "full";

let bed: PushBed;
beforeEach(async () => {
  bed = await startPushBed();
});
afterEach(() => bed.close());

/** Requests that change something on the hub. */
const writes = () => bed.server.seen.filter(({ method }) => method !== "GET");

const planned = async (changed: Partial<PushOptions> = {}) => {
  const options = { ...bed.options, ...changed };
  const plan = await planPush(options, await modelToPush(options));
  return { plan, steps: planSteps(plan, options), notes: planNotes(plan) };
};

describe("pushModel", () => {
  test("default: from a folder to a public, committed, hot model; pulled back it is the same", async () => {
    const lines: string[] = [];
    const pushed = await bed.push({ tell: (line) => lines.push(line) });
    expect(await complaintsAfter(bed, pushed)).toEqual([]);
    expect(pushed.repo).toMatch(/^miner\/Affine-5[A-Za-z0-9]{11}-[0-9a-f]{12}$/);
    expect(pushed.deployment).toMatchObject({ hot: true });
    // Whether there is anything to wait for depends on when the next block comes.
    const words = lines.map((line) => line.split(" ")[0]).filter((word) => word !== "waiting");
    expect(words).toEqual(["registered", "created", "uploaded", "committed", "revealed", "published"]);
    const dir = await folderWith({});
    const stranger = new HuggingFaceHub({ endpoint: bed.server.url });
    await pullModel({ hub: stranger, repo: pushed.repo, revision: pushed.revision, dir });
    expect(await contentsOf(dir)).toEqual(await contentsOf(bed.dir));
  });

  test("behavior: run again it changes nothing", async () => {
    const first = await bed.push();
    const before = writes().length;
    expect(await bed.push()).toEqual(first);
    expect(writes()).toHaveLength(before);
    expect(await complaintsAfter(bed, first)).toEqual([]);
    expect((await planned()).steps.filter(({ done }) => !done).map(({ step }) => step)).toEqual(["deploy", "warm up"]);
  });

  test("behavior: run again without its state it finds what it did on chain", async () => {
    const first = await bed.push();
    await rm(join(bed.home, "push"), { recursive: true });
    const hub = new HuggingFaceHub({ endpoint: bed.server.url, token: "hf_miner" });
    await hub.commit(first.repo, await localFiles(await folderWith({ "NOTES.md": "later" })), { title: "note" });
    expect(await bed.push()).toEqual(first);
    expect(await complaintsAfter(bed, first)).toEqual([]);
  });

  test("behavior: another model of the same hotkey has a repository of its own", async () => {
    const first = await bed.push();
    const dir = await folderWith(smallModel("better", 60_000));
    const { steps } = await planned({ source: { kind: "folder", dir } });
    expect(steps.find(({ step }) => step === "commit")?.what).toContain(
      `instead of what block ${first.block} revealed`,
    );
    const second = await bed.push({ source: { kind: "folder", dir } });
    expect(second.repo).not.toBe(first.repo);
    expect(second.block).toBeGreaterThan(first.block);
    expect(bed.sent).toHaveLength(2);
  });

  test("behavior: a repository that has it already, at a revision", async () => {
    const { hub } = bed.options;
    const repo = "miner/affine-mine";
    await hub.createPrivate(repo);
    const { revision } = await hub.commit(repo, await localFiles(bed.dir), { title: "model" });
    await hub.commit(repo, await localFiles(await folderWith({ "NOTES.md": "later" })), { title: "note" });
    const pushed = await bed.push({ source: { kind: "repository", repo, revision } });
    expect(pushed).toMatchObject({ repo, revision });
    expect(await complaintsAfter(bed, pushed)).toEqual([]);
  });

  test("behavior: where the host cannot be told what to serve, the miner is", async () => {
    const host = new FileHost(bed.hostFile, bed.server.url, "openai");
    const { steps } = await planned({ host });
    expect(steps.at(-1)).toMatchObject({ step: "deploy", what: expect.stringContaining("yours to do") as string });
    const pushed = await bed.push({ host });
    expect(pushed.deployment).toBeUndefined();
    expect(JSON.parse(pushed.text)).toEqual({
      model: pushed.repo,
      revision: pushed.revision,
      endpoint: "http://127.0.0.1:1/v1",
      identity: pushed.identity,
    });
  });

  test("behavior: files that are no part of the model any more are taken out of one's own repository", async () => {
    const { hub } = bed.options;
    const repo = "miner/affine-own";
    await hub.createPrivate(repo);
    await hub.commit(repo, await localFiles(await folderWith({ "old.safetensors": "x", "README.md": "# kept" })), {
      title: "old",
    });
    await rm(join(bed.dir, "README.md"));
    const { steps } = await planned({ source: { kind: "folder", dir: bed.dir, repo } });
    expect(steps.find(({ step }) => step === "upload")?.what).toContain("remove 1 others");
    const pushed = await bed.push({ source: { kind: "folder", dir: bed.dir, repo } });
    const paths = (await hub.describe(repo, pushed.revision)).files.map(({ path }) => path);
    expect(paths).not.toContain("old.safetensors");
    expect(paths).toContain("README.md");
  });
});

describe("the plan", () => {
  test("behavior: it changes nothing", async () => {
    const { steps } = await planned();
    expect(steps.map(({ step }) => step)).toEqual([
      "model",
      "register",
      "create",
      "upload",
      "commit",
      "publish",
      "deploy",
      "warm up",
    ]);
    expect(writes()).toEqual([]);
    expect(bed.sent).toEqual([]);
    expect((await bed.local.metagraph(NETUID)).neurons).toEqual([]);
    expect(bed.host.log.created).toBe(0);
  });

  test("behavior: it says when somebody committed the same model, and what stays here", async () => {
    await bed.push({ key: keyFromUri("//Earlier"), registerWith: keyFromUri("//Earlier").address });
    await writeFile(join(bed.dir, ".env"), "HF_TOKEN=hf_secret");
    const { notes } = await planned();
    expect(notes[0]).toContain(`${keyFromUri("//Earlier").address} committed this very model`);
    expect(notes[1]).toContain(".env");
    const pushed = await bed.push();
    expect(
      bed.server.state.repositories.get(pushed.repo)!.commits.flatMap(({ files }) => [...files.keys()]),
    ).not.toContain(".env");
  });
});

describe("refusals before anything is sent", () => {
  const refused = async (changed: Partial<PushOptions>, expected: { code: string; message?: string }) => {
    const { code, message } = expected;
    await expect(bed.push(changed)).rejects.toMatchObject({
      code,
      ...(message === undefined ? {} : { message: expect.stringContaining(message) as string }),
    });
    expect(writes()).toEqual([]);
    expect(bed.sent).toEqual([]);
  };
  const folder = async (files: Record<string, string | Buffer>) => ({
    kind: "folder" as const,
    dir: await folderWith(files),
  });
  const model = {
    "config.json": '{"architectures":["LlamaForCausalLM"]}',
    "chat_template.jinja": "{{ messages }}",
    "model.safetensors": "x",
  };

  test("error: no folder, an empty one, no model in it", async () => {
    await refused({ source: { kind: "folder", dir: join(bed.home, "nowhere") } }, { code: "not_found" });
    await refused({ source: { kind: "folder", dir: bed.hostFile } }, { code: "not_found" });
    await refused({ source: await folder({}) }, { code: "invalid_input", message: "empty" });
    await refused({ source: await folder({ ".hidden": "x" }) }, { code: "invalid_input", message: "empty" });
    await refused(
      { source: await folder({ "config.json": model["config.json"], "chat_template.jinja": "{{ messages }}" }) },
      { code: "invalid_input", message: ".safetensors" },
    );
    await refused(
      { source: await folder({ "model.safetensors": "x" }) },
      { code: "preflight_failed", message: "config.json" },
    );
  });

  test.each<[string, Record<string, string | Buffer>, string]>([
    ["a trainer's leftovers", { "training_args.bin": "x" }, "training_args.bin"],
    ["an optimiser's state", { "checkpoint-10/optimizer.pt": "x" }, "optimizer.pt"],
    ["a program", { "modeling_own.py": "import os" }, "modeling_own.py"],
    [
      "code from elsewhere",
      { "config.json": JSON.stringify({ architectures: ["LlamaForCausalLM"], auto_map: {} }) },
      "auto_map",
    ],
    ["an architecture that nobody runs", { "config.json": '{"architectures":["OwnForCausalLM"]}' }, "OwnForCausalLM"],
    ["no chat template", { "tokenizer_config.json": "{}" }, "chat template"],
    [
      "a template that works on questions",
      { "chat_template.jinja": "{{ messages | tojson | replace('1', '2') }}" },
      "chat_template",
    ],
    [
      "more files than are admitted",
      Object.fromEntries(Array.from({ length: 401 }, (_, at) => [`f${at}.txt`, ""])),
      "files",
    ],
  ])("error: what validators refuse is refused here, before the plan: %s", async (_, files, message) => {
    const source = await folder({ ...smallModel("refused", 100), ...files });
    await expect(planned({ source })).rejects.toMatchObject({
      code: "preflight_failed",
      message: expect.stringContaining(message) as string,
    });
    await refused({ source }, { code: "preflight_failed", message });
  });

  test("error: a model larger than is admitted, from a folder and from a repository", async () => {
    const limits = { ...DEFAULT_ADMISSION_LIMITS, maxModelBytes: 1_000 };
    await refused({ limits }, { code: "preflight_failed", message: "too_large" });
    const { hub } = bed.options;
    await hub.createPrivate("miner/affine-large");
    await hub.commit("miner/affine-large", await localFiles(bed.dir), { title: "large" });
    bed.server.seen.length = 0;
    const source = { kind: "repository" as const, repo: "miner/affine-large" };
    await refused({ limits, source }, { code: "preflight_failed", message: "too_large" });
  });

  test("error: links that leave the folder, to folders, to nowhere", async () => {
    for (const target of ["/etc/hostname", "/etc", join(bed.home, "nowhere"), "..", "self"]) {
      const source = await folder(model);
      await symlink(target === "self" ? join(source.dir, "self") : target, join(source.dir, "self"));
      await refused({ source }, { code: "invalid_input", message: '"self"' });
    }
  });

  test("error: a file over 50 GB; all that is wrong is told at once", async () => {
    const source = await folder({ ...model, "a\\b": "x" });
    await sparseFile(join(source.dir, "huge.safetensors"), MAX_FILE_BYTES + 1);
    await refused({ source }, { code: "invalid_input", message: "50 GB" });
    await refused({ source }, { code: "invalid_input", message: "backslash" });
  });

  test("error: an unreadable file", async () => {
    const source = await folder(model);
    await chmod(source.dir, 0o755);
    await writeFile(join(source.dir, "secret.txt"), "x", { mode: 0 });
    // Root reads everything: nobody does not.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      await refused({ source }, { code: "invalid_input", message: "secret.txt" });
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  test("error: repositories that are somebody else's, public, gated, misnamed", async () => {
    const other = new HuggingFaceHub({ endpoint: bed.server.url, token: "hf_other" });
    await other.createPrivate("other/affine-x");
    await other.setVisibility("other/affine-x", "public");
    const mine = bed.options.hub;
    for (const repo of ["miner/affine-public", "miner/affine-gated"]) await mine.createPrivate(repo);
    await mine.setVisibility("miner/affine-public", "public");
    bed.server.state.repositories.get("miner/affine-gated")!.gated = "manual";
    bed.server.seen.length = 0;
    const into = (repo: string) => ({ source: { kind: "folder" as const, dir: bed.dir, repo } });
    await refused(into("other/affine-x"), { code: "hub_rejected", message: "not yours" });
    await refused(into("stranger/affine-x"), { code: "hub_rejected", message: "miner's" });
    await refused(into("miner/affine-public"), { code: "invalid_input", message: "public" });
    await refused(into("miner/affine-gated"), { code: "invalid_input", message: "gated" });
    await refused(into("miner/my model"), { code: "invalid_input", message: "no name" });
    await refused(into("../affine-x"), { code: "invalid_input" });
    await refused(into("miner/gpt"), { code: "invalid_input", message: "name_rule" });
  });

  test("error: a revision that is not a commit, one that is not there, a repository without a model", async () => {
    const { hub } = bed.options;
    await hub.createPrivate("miner/affine-empty");
    bed.server.seen.length = 0;
    const from = (repo: string, revision?: string) => ({
      source: { kind: "repository" as const, repo, ...(revision === undefined ? {} : { revision }) },
    });
    await refused(from("miner/affine-empty", "main"), { code: "invalid_input", message: "full commit id" });
    await refused(from("miner/affine-empty", "abc1234"), { code: "invalid_input", message: "full commit id" });
    await refused(from("miner/affine-empty", "0".repeat(40)), { code: "not_found" });
    await refused(from("miner/affine-empty"), { code: "preflight_failed", message: "config.json" });
    await refused(from("miner/affine-nowhere"), { code: "not_found" });
  });

  test("error: no account on the hub, a hotkey that is not registered, a host without ids on the real network", async () => {
    const unregistered = Object.fromEntries(
      Object.entries(bed.options).filter(([name]) => name !== "registerWith"),
    ) as unknown as PushOptions;
    await refused({ hub: new HuggingFaceHub({ endpoint: bed.server.url }) }, { code: "credentials_missing" });
    await refused(
      { hub: new HuggingFaceHub({ endpoint: bed.server.url, token: "hf_wrong" }) },
      { code: "credentials_invalid" },
    );
    await expect(planPush(unregistered, await modelToPush(unregistered))).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining("not registered") as string,
    });
    await refused(
      { host: new FileHost(bed.hostFile, bed.server.url, "openai"), allowEndpoints: false },
      { code: "unsupported" },
    );
  });
});

describe("order", () => {
  test("error: nothing but a proof publishes", async () => {
    const pushed = await bed.push();
    const wanted = { model: pushed.repo, revision: pushed.revision, identity: pushed.identity };
    const lookalike = { hotkey: pushed.hotkey, block: pushed.block, text: pushed.text, commitment: wanted };
    // The types refuse an object that looks like a proof; where they are by-passed, the program does.
    const passed = lookalike as unknown as RevealProof;
    await expect(publishModel(bed.options.hub, passed)).rejects.toMatchObject({ code: "internal" });
    const fits: typeof lookalike extends RevealProof ? "it fits" : "it does not" = "it does not";
    expect(fits).toBe("it does not");
    expect(await RevealProof.read(bed.chain, { netuid: NETUID, hotkey: pushed.hotkey, wanted })).toBeUndefined();
    const all = JSON.parse(pushed.text) as typeof wanted;
    const proof = await RevealProof.read(bed.chain, { netuid: NETUID, hotkey: pushed.hotkey, wanted: all });
    expect(proof).toMatchObject({ block: pushed.block, text: pushed.text });
    expect(await publishModel(bed.options.hub, proof!)).toBe(false);
  });

  test("behavior: one file of the miner's code makes repositories public", () => {
    const folder = resolve(import.meta.dirname, "../../src");
    const callers = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
      (path) =>
        /^(miner|cli)\/.*\.ts$/.test(path) && readFileSync(join(folder, path), "utf8").includes("setVisibility("),
    );
    expect(callers).toEqual([join("miner", "push", "publish-model.ts")]);
  });

  test("error: two pushes of one hotkey at once", async () => {
    const { options } = bed;
    const plan = await planPush(options, await modelToPush(options));
    let second: Promise<unknown> | undefined;
    await bed.push({
      onPoint(point) {
        if (point === "commit.intended")
          second = expect(pushModel(plan, options)).rejects.toMatchObject({ code: "locked" });
      },
    });
    await second;
    expect(second).toBeDefined();
    expect(bed.sent).toHaveLength(1);
  });
});

describe("faults", () => {
  test.each(full ? [0, 1, 2, 3] : [1])(
    "behavior: a fault at any one request to the hub is got over (pass %i)",
    async (pass) => {
      await bed.push();
      const requests = bed.server.seen.length;
      expect(requests).toBeGreaterThan(25);
      for (let index = 0; index < requests; index += full ? 1 : 3) {
        await bed.close();
        bed = await startPushBed();
        const fault = (["reset", "lost", "busy", "broken"] as const satisfies Fault[])[(index + pass) % 4];
        bed.server.fault = (seen) => (seen.index === index ? fault : undefined);
        const pushed = await bed.push();
        const complaints = await complaintsAfter(bed, pushed);
        expect({ index, fault, complaints }).toEqual({ index, fault, complaints: [] });
      }
    },
    600_000,
  );

  test("error: no room on the hub; with room it goes on", async () => {
    bed.server.state.quotaBytes = 50_000;
    await expect(bed.push()).rejects.toMatchObject({ code: "hub_rejected", details: { reason: "quota" } });
    expect(bed.sent).toEqual([]);
    bed.server.state.quotaBytes = Number.POSITIVE_INFINITY;
    expect(await complaintsAfter(bed, await bed.push())).toEqual([]);
  });

  test("error: the repository is made public while it is uploaded to", async () => {
    const changed = bed.push({
      onPoint(point) {
        if (point === "repository.created")
          for (const one of bed.server.state.repositories.values()) one.private = false;
      },
    });
    await expect(changed).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("public") as string,
    });
    expect(bed.server.state.objects.received).toBe(0);
    expect(bed.sent).toEqual([]);
  });

  test("error: a folder that changes after it was hashed: nothing is committed", async () => {
    const { options } = bed;
    const plan = await planPush(options, await modelToPush(options));
    await writeFile(join(bed.dir, "config.json"), '{"other": true}');
    await expect(pushModel(plan, options)).rejects.toMatchObject({ code: "hash_mismatch" });
    expect(bed.sent).toEqual([]);
  });

  test("error: a repository that holds another model in the end: nothing is committed", async () => {
    const { hub } = bed.options;
    const evil = withMethods(hub, {
      async commit(repo: string, files: readonly LocalFile[], commitOptions: { title: string }) {
        const done = await hub.commit(repo, files, commitOptions);
        if (!files.some(({ path }) => path === "config.json")) return done;
        const more = await localFiles(await folderWith({ "added_tokens.json": '{"x":1}' }));
        return hub.commit(repo, more, { title: "more" });
      },
    });
    await expect(bed.push({ hub: evil })).rejects.toMatchObject({ code: "hash_mismatch" });
    expect(bed.sent).toEqual([]);
  });

  test("behavior: the chain's answer is lost: waited for, not sent again", async () => {
    const original = bed.chain.setRevealCommitment.bind(bed.chain);
    const lossy = withMethods(bed.chain, {
      async setRevealCommitment(...args: Parameters<typeof original>) {
        await original(...args);
        throw new AffineError("chain_transport", "connection lost");
      },
    });
    expect(await complaintsAfter(bed, await bed.push({ chain: lossy }))).toEqual([]);
  });

  test("behavior: a reveal that comes between two looks at the chain is not taken for one that vanished", async () => {
    const { chain, options } = bed;
    let isWaiting = false;
    let looks = 0;
    // Once it waits, every other look at the chain is one at an older block; before, all are.
    const late = withMethods(chain, {
      async revealedCommitments(...args: Parameters<typeof chain.revealedCommitments>) {
        const isOld = !isWaiting || (looks += 1) % 2 === 1;
        return isOld ? new Map<string, never>() : chain.revealedCommitments(...args);
      },
    });
    const tell = (line: string) => void (isWaiting ||= line === "waiting for the reveal");
    const plan = await planPush(options, await modelToPush(options));
    expect(await complaintsAfter(bed, await pushModel(plan, { ...options, chain: late, tell }))).toEqual([]);
    expect(looks).toBeGreaterThan(0);
  });

  test("behavior: the chain cannot be reached for sending: sent again once it can no longer come", async () => {
    let failures = 2;
    const original = bed.chain.setRevealCommitment.bind(bed.chain);
    const deaf = withMethods(bed.chain, {
      async setRevealCommitment(...args: Parameters<typeof original>) {
        if ((failures -= 1) >= 0) throw new AffineError("chain_transport", "connection refused");
        return original(...args);
      },
    });
    expect(await complaintsAfter(bed, await bed.push({ chain: deaf }))).toEqual([]);
  });

  test("error: a commitment that vanishes is told, and committed anew the next time", async () => {
    const head = bed.chain.head.bind(bed.chain);
    const forgetful = withMethods(bed.chain, { setRevealCommitment: () => head() });
    await expect(bed.push({ chain: forgetful })).rejects.toMatchObject({ code: "chain_stale" });
    for (const repository of bed.server.state.repositories.values()) expect(repository.private).toBe(true);
    expect(await complaintsAfter(bed, await bed.push())).toEqual([]);
  });

  test("error: a rejection by the chain leaves nothing to wait for", async () => {
    const { options } = bed;
    const plan = await planPush(options, await modelToPush(options));
    // Planned as registered, which it is not.
    await expect(pushModel({ ...plan, uid: 7 }, options)).rejects.toMatchObject({ code: "chain_rejected" });
    for (const repository of bed.server.state.repositories.values()) expect(repository.private).toBe(true);
    bed.sent.length = 0;
    expect(await complaintsAfter(bed, await bed.push())).toEqual([]);
  });

  test("behavior: out of space on chain: waits for the block that the chain names", async () => {
    let untilBlock = 0;
    const { chain } = bed;
    const full = withMethods(chain, {
      async setRevealCommitment(...args: Parameters<typeof chain.setRevealCommitment>) {
        const { number } = await chain.head();
        if (untilBlock !== 0) return chain.setRevealCommitment(...args);
        untilBlock = number + 10;
        throw new AffineError("chain_rate_limited", "no space", {
          details: { untilBlock, name: "SpaceLimitExceeded" },
        });
      },
    });
    const lines: string[] = [];
    const pushed = await bed.push({ chain: full, tell: (line) => lines.push(line) });
    expect(pushed.block).toBeGreaterThan(untilBlock);
    expect(lines.some((line) => line.includes(`next commitment from block ${untilBlock}`))).toBe(true);
    expect(await complaintsAfter(bed, pushed)).toEqual([]);
  });

  test("error: a deployment that is not the committed one", async () => {
    bed.host.salt = "another account";
    await expect(bed.push()).rejects.toMatchObject({ code: "inference_rejected" });
    await rm(bed.hostFile);
    bed.host.salt = "";
    expect(await complaintsAfter(bed, await bed.push())).toEqual([]);
  });

  test("error: interrupted, then gone on with", async () => {
    for (const point of ["repository.created", "commit.intended", "repository.published"] as const) {
      const controller = new AbortController();
      const stopped = bed.push({
        signal: controller.signal,
        onPoint(passed) {
          if (passed === point) controller.abort();
        },
      });
      await expect(stopped).rejects.toMatchObject({ code: "interrupted", exitCode: 130 });
    }
    expect(await complaintsAfter(bed, await bed.push())).toEqual([]);
  });

  test("error: a state file of another version, or a damaged one", async () => {
    const pushed = await bed.push();
    const name = readdirSync(join(bed.home, "push")).find(
      (one) => one.startsWith(pushed.hotkey) && one.endsWith(".json"),
    )!;
    const path = join(bed.home, "push", name);
    const state = await readFile(path, "utf8");
    await writeFile(path, state.replace('"v":1', '"v":2'));
    await expect(bed.push()).rejects.toMatchObject({ code: "state_version" });
    await writeFile(path, "{");
    await expect(bed.push()).rejects.toMatchObject({ code: "state_corrupt" });
  });

  test("behavior: large files are hashed once; a changed one again", async () => {
    const dir = await folderWith({
      "config.json": JSON.stringify({ architectures: ["LlamaForCausalLM"] }),
      "chat_template.jinja": "{{ messages }}",
      "model.safetensors": noise("cache", 1_500_000),
    });
    const past = new Date(Date.now() - 60_000);
    await utimes(join(dir, "model.safetensors"), past, past);
    const source = { kind: "folder" as const, dir };
    const first = await modelToPush({ ...bed.options, source });
    const [file] = (await scanModelFolder(dir)).files.filter(({ path }) => path === "model.safetensors");
    // The same size and time: the kept hash is believed here, and found wrong by the upload.
    await writeFile(file!.file, noise("changed", 1_500_000));
    await utimes(file!.file, past, past);
    expect((await modelToPush({ ...bed.options, source })).identity).toEqual(first.identity);
    await expect(bed.push({ source })).rejects.toMatchObject({ code: "hash_mismatch" });
    await utimes(file!.file, new Date(Date.now() - 30_000), new Date(Date.now() - 30_000));
    expect((await modelToPush({ ...bed.options, source })).identity).not.toEqual(first.identity);
  });
});
