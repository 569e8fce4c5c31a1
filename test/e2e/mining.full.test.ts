import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { emptyFolder, runAf, startAf, type Running } from "./af.ts";
import { LONGEST_POLL_MS } from "../setup/tiers.ts";

const cwd = emptyFolder();
let localnet: Running;

beforeAll(async () => {
  localnet = startAf(["localnet", "--block-ms", "300", "--json"], { cwd });
  await vi.waitFor(() => expect(localnet.stdout()).toContain("chainUrl"), { timeout: LONGEST_POLL_MS });
});
afterAll(async () => {
  localnet.process.kill("SIGINT");
  await localnet.finished;
});

interface Preflight {
  ok: boolean;
  checks: { check: string; state: string; found: string; advice: string; reason?: string }[];
  scores: { rows: { env: string; scored: number }[] } | null;
  notes: string[];
}

const af = (...args: string[]) => runAf(args, { cwd });

async function preflight(...args: string[]): Promise<{ code: number | null; document: Preflight; stderr: string }> {
  const { code, stdout, stderr } = await af("preflight", "--json", "--status-url", "http://127.0.0.1:9", ...args);
  return { code, stderr, document: JSON.parse(stdout) as Preflight };
}

const states = ({ checks }: Preflight) => Object.fromEntries(checks.map(({ check, state }) => [check, state]));

function edit(file: string, change: (text: string) => string): void {
  const path = join(cwd, "model", file);
  writeFileSync(path, change(readFileSync(path, "utf8")));
}

describe("a miner's way", () => {
  test("default: pull, preflight, train, preflight, push, and a place among the miners", async () => {
    await expect.poll(async () => (await af("pull", "2", "--model_path", "model")).code, { interval: 1_000 }).toBe(0);

    const copy = await preflight("--model_path", "model", "--repo", "local/affine-mine");
    expect(copy.code).toBe(1);
    expect(copy.document.ok).toBe(false);
    expect(states(copy.document)).toMatchObject({
      files: "ok",
      identity: "ok",
      model: "ok",
      commitment: "ok",
      original: "failed",
    });
    expect(copy.document.scores).toBeNull();
    expect(JSON.parse(copy.stderr)).toMatchObject({ error: { code: "preflight_failed" } });

    edit("config.json", (text) => text.replace(/"think_ms": \d+/, '"think_ms": 1'));
    const trained = await preflight("--model_path", "model", "--repo", "local/affine-mine", "-n", "1", "--seed", "1");
    expect(trained.code, trained.stderr).toBe(0);
    expect(trained.document.scores?.rows.map(({ env, scored }) => [env, scored])).toEqual([
      ["SAT", 1],
      ["ABD", 1],
      ["INDUCE", 1],
      ["HUNT", 1],
    ]);
    expect(trained.document.notes.join(" ")).toContain("--status-url");

    await af("wallet", "new", "--coldkey", "mine", "--wallet-dir", ".affine/wallets");
    const pushed = await af("push", "--coldkey", "mine", "--model_path", "model", "--json");
    expect(pushed.code, pushed.stderr).toBe(0);

    const { uid } = JSON.parse(pushed.stdout) as { uid: number };

    const onChain = await preflight("--uid", String(uid), "--coldkey", "mine", "--no-score");
    expect(onChain.code, onChain.stderr).toBe(0);
    expect(states(onChain.document)).toEqual({ commitment: "ok", original: "ok", published: "ok", host: "ok" });

    const one = await af("miners", String(uid), "--json", "--status-url", "http://127.0.0.1:9");
    expect(one.code, one.stderr).toBe(0);
    const { miners, report } = JSON.parse(one.stdout) as {
      miners: { model: string; chuteId: string | null }[];
      report: { state: string; contestUnknown: string };
    };
    expect(miners[0]?.model).toMatch(/^local\/Affine-/);
    expect(miners[0]?.chuteId).toMatch(/^[0-9a-f-]{36}$/);
    expect(report).toMatchObject({
      state: "competes",
      contestUnknown: expect.stringContaining("127.0.0.1:9") as string,
    });
  });

  test("error: what would not be admitted, with what to do", async () => {
    writeFileSync(join(cwd, "model", "chat_template.jinja"), "{{ messages[0].content[0:9] }}");
    const cheat = await preflight("--model_path", "model", "--repo", "local/affine-mine");
    expect(cheat.code).toBe(1);
    const fault = cheat.document.checks.find(({ check }) => check === "model");
    expect(fault).toMatchObject({ state: "failed", reason: "chat_template" });
    expect(fault?.advice).toContain("0008");

    const named = await af("preflight", "--repo", "local/gpt", "--no-score");
    expect(named.code).toBe(1);
    expect(named.stdout).toContain('must begin with "affine"');
    const empty = await af("preflight", "--model_path", ".", "--no-score");
    expect(empty.code).toBe(1);
    expect(empty.stdout).toContain("BAD   identity");
  });

  test("default: the doctor looks at everything", async () => {
    const { code, stdout } = await af("doctor", "--json");
    const { findings } = JSON.parse(stdout) as { findings: { check: string; state: string; advice: string }[] };
    const checks = findings.map(({ check }) => check);
    for (const check of ["node", "disk", ".env", "chain", "clock", "inference", "host", "hub", "sandbox", "hotkey"]) {
      expect(checks).toContain(check);
    }
    for (const { state, advice } of findings) expect(state === "ok").toBe(advice === "");
    expect(code, stdout).toBe(0);
  });
});
