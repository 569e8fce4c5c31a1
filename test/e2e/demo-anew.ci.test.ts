import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { statusSchema } from "../../src/serve/index.ts";
import { emptyFolder, runAf, startAf, type Running } from "./af.ts";

const cwd = emptyFolder();
let demo: Running | undefined;
afterAll(async () => {
  demo?.process.kill("SIGINT");
  await demo?.finished;
});

async function said(running: Running, pattern: RegExp): Promise<RegExpExecArray> {
  await expect.poll(() => pattern.test(running.stderr()) || running.process.exitCode !== null).toBe(true);
  const found = pattern.exec(running.stderr());
  if (found === null) throw new Error(`af ended: ${running.stderr()}`);
  return found;
}

test("behavior: a demo begins anew when its network is long enough; the one before is aside, whole, and can be verified", async () => {
  const made = await runAf(["wallet", "new", "--coldkey", "mine", "--wallet-dir", ".affine/wallets"], { cwd });
  expect(made.code, made.stderr).toBe(0);
  demo = startAf(["demo", "--port", "0", "--most-blocks", "150"], { cwd });
  const [, page = ""] = await said(demo, /page at (\S+)/);
  const [, block = ""] = await said(demo, /block (\d+): a network of 150 blocks is enough/);
  expect(Number(block)).toBeGreaterThanOrEqual(150);
  const status = async (): Promise<number | undefined> => {
    const response = await fetch(`${page}/api/status`).catch(() => undefined);
    return response?.ok === true ? statusSchema.parse(await response.json()).chain.block : undefined;
  };
  // The new network is at the same address.
  await expect.poll(status).toBeLessThan(150);
  demo.process.kill("SIGINT");
  expect((await demo.finished).code).toBe(130);
  const before = join(cwd, ".affine", "before");
  expect(existsSync(join(before, "localnet", "chain.log"))).toBe(true);
  expect(readdirSync(join(cwd, ".affine", "wallets"))).toContain("mine");
  expect(readdirSync(join(before, "wallets"))).not.toContain("mine");
  // A busy machine drops rounds, which is told.
  const verified = await runAf(["verify", "--tolerate", "dropped_round,dropped_record,dropped_decision,late_record"], {
    cwd,
    env: { AFFINE_HOME: before },
  });
  expect(verified.code, verified.stdout + verified.stderr).toBe(0);
  expect(verified.stdout).toContain("VERIFIED: ");
  const site = join(cwd, "site");
  const exported = await runAf(["export", "--site", site], { cwd, env: { AFFINE_HOME: before } });
  expect(exported.code, exported.stderr).toBe(0);
  const rounds = JSON.parse(readFileSync(join(site, "api/v1/rounds.json"), "utf8")) as { items: { round: number }[] };
  // From which round on there were answers depends on the machine.
  const { round } = rounds.items[0]!;
  const shown = await runAf(["show", `round:${round}`], { cwd, env: { AFFINE_HOME: before } });
  expect(shown.code, shown.stderr).toBe(0);
  expect(shown.stdout).toContain(`round ${round}, block ${round}\nhash 0x`);
});
