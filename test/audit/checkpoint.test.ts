import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit, Checkpoint, type AuditProgress, type AuditReport } from "../../src/audit/index.ts";
import { rulesHash } from "../../src/replay/index.ts";
import { FsStore } from "../../src/store/index.ts";
import { auditCount } from "../../src/cli/view/audit-progress.ts";
import { countLine, leftMs } from "../../src/telemetry/index.ts";
import { temporaryFolder } from "../integration/records/temporary-folder.ts";
import { makeV1World, NETUID, rules, type World } from "./v1-world.ts";
import { engineOf } from "./word-environment.ts";

const about = { code: "c".repeat(64), rules: rulesHash(rules), netuid: NETUID };

let world: World;
beforeAll(async () => (world = await makeV1World({ blocks: 260 })));
afterAll(async () => {
  await world.chain.close();
  await rm(world.folder, { recursive: true });
});

/** Verifies with a checkpoint; the report, how many transcripts were read, and the progress told. */
async function verify(file: string, code = about.code) {
  const store = await FsStore.open(world.folder, { readOnly: true });
  let transcripts = 0;
  const counting = new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name !== "get") return typeof value === "function" ? (value.bind(target) as unknown) : value;
      return (key: string) => {
        if (key.startsWith("transcripts/")) transcripts += 1;
        return target.get(key);
      };
    },
  });
  const progress: AuditProgress[] = [];
  const report: AuditReport = await audit({
    rules,
    chain: world.chain,
    stores: [counting],
    seed: "test",
    python: engineOf("ok"),
    nowMs: () => 0,
    checkpoint: await Checkpoint.open(file, { ...about, code }),
    onProgress: (state) => void progress.push(state),
  });
  return { report, transcripts, progress };
}

describe("a checkpoint", () => {
  test("behavior: verifying again judges only what is new, and says the same; another program judges for itself", async () => {
    const file = join(await temporaryFolder(), "verify.json");
    const first = await verify(file);
    expect(first.report).toMatchObject({ verdict: "verified", deviations: [] });
    const second = await verify(file);
    expect(second.report).toMatchObject({
      verdict: "verified",
      judged: first.report.judged,
      decision: first.report.decision,
      notes: first.report.notes,
    });
    expect(second.transcripts).toBeLessThan(first.transcripts);
    expect((await verify(file, "d".repeat(64))).transcripts).toBe(first.transcripts);
  });

  test("error: one that was altered, or has lost its key, verifies nothing", async () => {
    const file = join(await temporaryFolder(), "verify.json");
    await verify(file);
    const text = await readFile(file, "utf8");
    const [, hash = ""] = /"([0-9a-f]{64})"\]/.exec(text) ?? [];
    for (const other of [
      text.replace(hash, "ab".repeat(32)),
      text.replace('"netuid":120', '"netuid":121'),
      text.replace(/"mac":"(.)/, (_, first) => `"mac":"${first === "f" ? "0" : "f"}`),
      text.slice(0, -20),
      "{}",
    ]) {
      await writeFile(file, other);
      await expect(verify(file), other.slice(-60)).rejects.toMatchObject({
        code: expect.stringMatching(/^state_/) as string,
      });
    }
    await writeFile(file, text);
    await rm(`${file}.key`);
    await expect(verify(file)).rejects.toMatchObject({
      code: "state_corrupt",
      message: expect.stringContaining("key") as string,
    });
  });
});

test("behavior: progress says how far it is of how much, and when it ends", async () => {
  const { progress, report } = await verify(join(await temporaryFolder(), "verify.json"));
  expect(progress.at(-1)).toMatchObject({ phase: "reading", done: report.shards, total: report.shards });
  expect(leftMs({ done: 25, total: 100 }, 10_000)).toBe(30_000);
  expect(leftMs({ done: 25, total: null }, 10_000)).toBeNull();
  const line = countLine(auditCount({ ...progress[0]!, done: 25, total: 100 }), 30_000, 80);
  expect(line).toMatch(/reading █+░+\s+25% .*ETA 0:30$/);
  expect(line.length).toBeLessThan(80);
});
