import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyFolder, runAf, startAf, type Running } from "./af.ts";

const cwd = emptyFolder();
const file = join(cwd, ".affine", "journal", "contest-120.checkpoint");
let localnet: Running;

beforeAll(async () => {
  localnet = startAf(["localnet", "--block-ms", "500"], { cwd });
  while (!localnet.stdout().includes("Ctrl-C ends it")) await once(localnet.process.stdout!, "data");
});
afterAll(async () => {
  localnet.process.kill("SIGINT");
  await localnet.finished;
});

const validate = (...flags: string[]): Running => startAf(["-v", "validate", "--no-page", ...flags], { cwd });

async function said(running: Running, pattern: RegExp): Promise<void> {
  while (!pattern.test(running.stderr())) {
    if (running.process.exitCode !== null) throw new Error(`af ended early: ${running.stderr()}`);
    await once(running.process.stderr!, "data");
  }
}

/** The file's text, changed, with a seal that fits nothing. */
async function forged(change: (text: string) => string): Promise<string> {
  const bytes = await readFile(file);
  const text = change(gunzipSync(bytes.subarray(65)).toString());
  const path = join(emptyFolder(), "forged.checkpoint");
  await writeFile(path, Buffer.concat([bytes.subarray(0, 65), gzipSync(text)]));
  return path;
}

describe("a validator's checkpoint", () => {
  test("default: kill -9, and the next one goes on from it; --from-genesis does not; af checkpoint recomputes it", async () => {
    const first = validate();
    await expect.poll(() => existsSync(file), { interval: 200 }).toBe(true);
    first.process.kill("SIGKILL");
    await first.finished;

    const second = validate();
    await said(second, /the contest goes on from its checkpoint/);
    await said(second, /the contest is replayed up to now/);
    expect(second.stderr()).not.toMatch(/weights_old|decision_changed|late_records/);

    const store = ["--store", join(cwd, ".affine")];
    const right = await runAf(["checkpoint", file, ...store], { cwd });
    expect(right).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^right: block \d+ follows from \d+ shards/) as string,
    });
    const wrong = await forged((text) => text.replace(/"reign":(\d+)/, (_, reign) => `"reign":${Number(reign) + 1}`));
    const refused = await runAf(["checkpoint", wrong, ...store], { cwd });
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain("does not follow from the records: contest");
    second.process.kill("SIGINT");
    expect((await second.finished).code).toBe(130);

    const third = validate("--from-genesis");
    await said(third, /read from the beginning, as told/);
    await said(third, /the contest is replayed up to now/);
    expect(third.stderr()).not.toMatch(/weights_old|decision_changed/);
    third.process.kill("SIGINT");
    await third.finished;

    // Of now: what comes next may end before it has written one of its own.
    const copy = await forged((text) => text);
    await writeFile(file, await readFile(wrong));
    const fourth = validate();
    await said(fourth, /contest-120\.checkpoint is damaged/);
    await said(fourth, /the contest is replayed up to now/);
    fourth.process.kill("SIGINT");
    await fourth.finished;

    // On another machine of the same key, which has no records of its own yet.
    const run = JSON.parse(await readFile(join(cwd, ".affine", "run.json"), "utf8")) as {
      chainUrl: string;
      walletDir: string;
    };
    const elsewhere = join(emptyFolder(), "data");
    const network = ["--endpoint", run.chainUrl, "--round-blocks", "1", "--home", elsewhere];
    const adopted = await runAf(["checkpoint", copy, "--adopt", ...store, ...network, "--wallet-dir", run.walletDir], {
      cwd: emptyFolder(),
    });
    expect(adopted.stderr).toBe("");
    expect(adopted).toMatchObject({ code: 0, stdout: expect.stringContaining("adopted") as string });
    expect(existsSync(join(elsewhere, "journal", "contest-120.checkpoint.key"))).toBe(true);
  });

  test("error: no such file, and what is no checkpoint", async () => {
    const nowhere = await runAf(["checkpoint", "nowhere"], { cwd });
    expect(nowhere).toMatchObject({ code: 1, stdout: "" });
    expect(nowhere.stderr).toContain("There is no checkpoint nowhere");
    await writeFile(join(cwd, "text"), "something else".repeat(20));
    const other = await runAf(["checkpoint", "text"], { cwd });
    expect(other.code).toBe(3);
    expect(other.stderr).toContain("is no checkpoint of a contest");
  });
});
