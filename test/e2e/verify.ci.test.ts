import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { AuditReport } from "../../src/audit/index.ts";
import { emptyFolder, runAf, startAf, type Running } from "./af.ts";

/** The original's rule, which has something to verify after the first shard. */
const MECHANISM = ["--mechanism", "affine-v1"];

async function said(running: Running, pattern: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const match = pattern.exec(running.stderr());
    if (match !== null) return match;
    if (running.process.exitCode !== null) throw new Error(`af ended early: ${running.stderr()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("af verify", () => {
  test("default: an honest demo verifies, from its page and from its folder; an edited copy does not", async () => {
    const cwd = emptyFolder();
    const demo = startAf(["demo", "--block-ms", "1000", "--port", "0", ...MECHANISM], { cwd });
    const [, page = ""] = await said(demo, /page at (http:\S+)/);
    await said(demo, /confirmed at block/);
    await said(demo, /in [1-9]\d* signed shards?/);

    // A process of its own, which knows the address only.
    const elsewhere = emptyFolder();
    const run = JSON.parse(await readFile(join(cwd, ".affine", "run.json"), "utf8")) as { chainUrl: string };
    const network = ["--endpoint", run.chainUrl, "--round-blocks", "1", ...MECHANISM];
    const checkpoint = ["--checkpoint", join(elsewhere, "verified.json")];
    const served = await runAf(["verify", "--store", page, ...network, ...checkpoint, "--json"], { cwd: elsewhere });
    expect(served.code, served.stdout + served.stderr).toBe(0);
    const report = JSON.parse(served.stdout) as AuditReport;
    expect(report).toMatchObject({ verdict: "verified", deviations: [], mechanism: "affine-v1", netuid: 120 });
    expect(report.records).toBeGreaterThan(50);
    expect(report.judged).toBeGreaterThan(10);
    expect(report.validators).toMatchObject([{ stores: [`${page}/`] }]);
    expect(await readdir(elsewhere)).toEqual(expect.arrayContaining(["verified.json", "verified.json.key"]));

    const here = await runAf(["verify", "--share", "0.5", "--seed", "7", ...MECHANISM], { cwd });
    expect(here.code, here.stdout + here.stderr).toBe(0);
    expect(here.stdout).toContain("VERIFIED: ");
    expect(here.stdout).toContain("50% of the questions judged again, picked by --seed 7");

    demo.process.kill("SIGINT");
    expect((await demo.finished).code).toBe(130);

    const records = join(cwd, ".affine", "records", "120");
    const [hotkey = ""] = await readdir(records);
    const copy = join(emptyFolder(), "copy");
    await cp(join(cwd, ".affine"), copy, { recursive: true });
    const shard = join(copy, "records", "120", hotkey, "0000000000.ndjson.gz");
    const text = gunzipSync(await readFile(shard)).toString();
    await writeFile(shard, gzipSync(text.replace('"score":0', '"score":1')));
    const blind = ["verify", "--no-chain", "--round-blocks", "1", ...MECHANISM, "--endpoint", run.chainUrl];
    const edited = await runAf([...blind, "--store", copy, "--json"], { cwd: elsewhere });
    expect(edited.code).toBe(1);
    expect(JSON.parse(edited.stdout)).toMatchObject({
      verdict: "deviations",
      deviations: expect.arrayContaining([
        expect.objectContaining({ code: "shard_body_hash", validator: hotkey }),
      ]) as unknown,
    });
    // Off a terminal each line of progress is an object of its own, and so is the error behind them.
    const lines = edited.stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    for (const line of lines.slice(0, -1)) expect(Object.keys(line)).toEqual(["progress"]);
    expect(lines.at(-1)).toMatchObject({ error: { code: "verification_failed" } });
    const told = await runAf([...blind, "--store", copy], { cwd: elsewhere });
    expect(told.code).toBe(1);
    expect(told.stdout).toContain(`records/120/${hotkey}/0000000000.ndjson.gz`);
  });

  test("error: what cannot be verified is said in one line", async () => {
    const cwd = emptyFolder();
    const endpoint = ["--endpoint", "http://127.0.0.1:9"];
    const noStore = await runAf(["verify", "--no-chain", ...endpoint, "--store", "./nowhere"], { cwd });
    expect(noStore).toMatchObject({ code: 1, stdout: "" });
    expect(noStore.stderr).toContain("There is no folder ./nowhere");
    const noChain = await runAf(["verify", ...endpoint, "--store", cwd], { cwd });
    expect(noChain.code).toBe(4);
    const badShare = await runAf(["verify", "--share", "2"], { cwd });
    expect(badShare.code).toBe(2);
    const badCode = await runAf(["verify", "--tolerate", "dropped_rounds"], { cwd });
    expect(badCode).toMatchObject({ code: 2 });
    expect(badCode.stderr).toContain("Did you mean dropped_round?");
  });
});
