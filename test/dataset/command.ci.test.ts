import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyFolder, runAf } from "../e2e/af.ts";
import { startLoopbackHub, type LoopbackHub } from "../hub/loopback-hub/loopback-hub.ts";
import { SignedRollouts } from "./signed-rollouts.ts";

let cwd: string;
const closers: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  cwd = emptyFolder();
  closers.push(() => rm(cwd, { recursive: true }));
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function signedRollouts(): Promise<SignedRollouts> {
  const signed = await SignedRollouts.make();
  closers.push(() => signed.dispose());
  return signed;
}

async function hub(): Promise<LoopbackHub> {
  const started = await startLoopbackHub({ lfsFromBytes: 500 });
  closers.push(() => started.close());
  return started;
}

describe("af export", () => {
  test("default: what is new, told; the exit code says that something is broken", async () => {
    const signed = await signedRollouts();
    await signed.seal([
      { block: 10, text: "a" },
      { block: 11, text: null, outcome: "infra_failure", reason: "timeout" },
    ]);
    const args = ["export", "--out", "out", "--home", signed.folder, "--format", "trl"];
    expect(await runAf(args, { cwd })).toEqual({
      code: 0,
      stdout:
        "1 row in 1 file is new in out.\n1 rollout has no row: nothing was said, or the text is not kept any more.\n",
      stderr: "",
    });
    await signed.write(`records/120/${signed.validator.address}/0000000001.ndjson.gz`, Buffer.from("no shard"));
    const again = await runAf([...args, "--json"], { cwd });
    expect(again.code).toBe(6);
    expect(again.stderr).toContain("the rest is exported");
    expect(JSON.parse(again.stdout)).toEqual({
      ...{ dir: "out", rows: 0, parts: [], manifest: null, left_out: {}, pushed: null },
    });
  });

  test("behavior: --push sends the data set as one commit, and later only what is new", async () => {
    const [signed, server] = [await signedRollouts(), await hub()];
    await signed.seal([{ block: 10, text: "a" }]);
    const env = { HF_ENDPOINT: server.url, HF_TOKEN: "hf_miner" };
    const args = ["export", "--out", "out", "--home", signed.folder, "--push", "miner/rollouts", "--json"];
    const first = await runAf(args, { cwd, env });
    expect(first.stderr).toBe("");
    const told = JSON.parse(first.stdout) as { parts: { path: string; sha256: string }[]; pushed: object };
    expect(told.pushed).toMatchObject({ repo: "miner/rollouts", created: true, files: 3 });
    const repository = server.state.datasets.get("miner/rollouts")!;
    expect(repository.private).toBe(true);
    expect(server.state.repositories.size).toBe(0);
    const { files } = repository.commits.at(-1)!;
    expect([...files.keys()].toSorted()).toEqual(
      [".gitattributes", "README.md", "manifests/000000.json", told.parts[0]!.path].toSorted(),
    );
    expect(files.get(told.parts[0]!.path)).toMatchObject({ oid: told.parts[0]!.sha256 });

    await signed.seal([{ block: 11, text: "b" }]);
    const second = await runAf([...args, "--public"], { cwd, env });
    expect(JSON.parse(second.stdout)).toMatchObject({ rows: 1, pushed: { created: false, files: 5 } });
    expect(repository.private).toBe(false);
    const before = new Set(repository.commits.at(-2)!.files.keys());
    const added = [...repository.commits.at(-1)!.files.keys()].filter((path) => !before.has(path));
    expect(added).toHaveLength(2);
  });

  test.each([
    [["--format", "parkuet"], 2, "Did you mean parquet?"],
    [["-e", "SUT"], 2, "SAT"],
    [["--validator", "5Dave"], 2, "no hotkey"],
    [["--tail", "0"], 2, "--tail"],
    [["--min-reward", "2"], 2, "0 to 1"],
    [["--public"], 2, "--public goes with --push"],
    [["--push", "rollouts"], 1, "rollouts"],
    [["--push", "me/rollouts"], 3, "HF_TOKEN"],
    [["--store", "ftp://x"], 3, "http"],
    [["--home", "nowhere"], 1, "nowhere"],
  ])("error: %j", async (wrong, code, said) => {
    const signed = await signedRollouts();
    await signed.seal([{ block: 10, text: "a" }]);
    const finished = await runAf(["export", "--out", "out", "--home", signed.folder, ...wrong], { cwd });
    expect(finished).toMatchObject({ code, stdout: "" });
    expect(finished.stderr).toContain(said);
    expect(await readdir(cwd)).toEqual([]);
  });
});

describe("af env sample --format", () => {
  test("default: rows on stdout, one a line", async () => {
    const args = ["env", "sample", "SAT", "-n", "2", "--level", "1", "--seed", "1"];
    const plain = await runAf(args, { cwd });
    const questions = plain.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { challenge_id: string; messages: object[] });
    const { code, stdout } = await runAf([...args, "--format", "nemo"], { cwd });
    expect(code).toBe(0);
    const rows = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(rows).toMatchObject(
      questions.map(({ challenge_id, messages }) => ({ challenge_id, responses_create_params: { input: messages } })),
    );
  });

  test("behavior: --out writes a data set; the same questions again are nothing new", async () => {
    const args = ["env", "sample", "SAT", "-n", "3", "--seed", "1", "--format", "verl", "--out", "questions"];
    const first = await runAf(args, { cwd });
    expect(first).toMatchObject({ code: 0, stdout: "3 rows in 1 file are new in questions.\n" });
    expect(await runAf(args, { cwd })).toMatchObject({ code: 0, stdout: "Nothing new for questions.\n" });
    expect(await readFile(join(cwd, "questions", "README.md"), "utf8")).toContain('config_name: "SAT"');
  });

  test.each(["sft", "atif"])("error: a fresh question is nothing for %s", async (format) => {
    const finished = await runAf(["env", "sample", "SAT", "--format", format, "--out", "x"], { cwd });
    expect(finished).toMatchObject({ code: 1, stdout: "" });
    expect(finished.stderr).toContain(`af export --format ${format}`);
    expect(await readdir(cwd)).toEqual([]);
  });

  test("error: --out without a format", async () => {
    expect(await runAf(["env", "sample", "SAT", "--out", "x"], { cwd })).toMatchObject({ code: 2, stdout: "" });
  });
});
