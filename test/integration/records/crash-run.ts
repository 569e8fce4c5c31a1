import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "vitest";
import { build } from "vite";
import { attachmentOf, recordKey, shardMessage, type ShardRecord } from "../../../src/record/index.ts";
import { FsStore, readShards, readTranscript, RecordLog, type Store } from "../../../src/store/index.ts";
import type { CrashPlan } from "./crash-child.ts";
import { NETUID, RULES, sampleRecord, validatorKey } from "./sample-records.ts";

export interface ChildEnd {
  acknowledged: number[];
  /** It went through without being killed. */
  done: boolean;
  signal: NodeJS.Signals | null;
  stderr: string;
}

/** The child script as one plain JavaScript file, so that starting it takes a tenth of a second. */
export async function bundleChild(): Promise<{ path: string; dispose: () => Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), "affine-crash-child-"));
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: resolve(import.meta.dirname, "crash-child.ts"),
      outDir,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: "crash-child.mjs" } },
    },
  });
  return { path: join(outDir, "crash-child.mjs"), dispose: () => rm(outDir, { recursive: true }) };
}

/** Runs the child to its end, or kills it a while after it has opened its log. */
export async function runChild(script: string, plan: CrashPlan, killAfterMs?: number): Promise<ChildEnd> {
  const child = spawn(process.execPath, [script, JSON.stringify(plan)], { stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  let killer: NodeJS.Timeout | undefined;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    if (killAfterMs !== undefined) killer ??= setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const signal = await new Promise<NodeJS.Signals | null>((settle, reject) => {
    child.on("error", reject);
    child.on("close", (_code, by) => {
      settle(by);
    });
  });
  clearTimeout(killer);
  // A line without its newline was not said.
  const lines = stdout.split("\n").slice(0, -1);
  return {
    acknowledged: lines.filter((line) => /^[0-9]+$/.test(line)).map(Number),
    done: lines.includes("done"),
    signal,
    stderr,
  };
}

/**
 * What must hold after any crash: the log opens, every acknowledged record is there exactly once, nothing is there
 * that nobody wrote, the chain verifies here and where it is published, and transcripts are there.
 */
export async function checkAfterCrash(
  folder: string,
  published: string,
  acknowledged: ReadonlySet<number>,
): Promise<number> {
  const problems: string[] = [];
  const store = await FsStore.open(published);
  const log = await RecordLog.open({
    folder,
    store,
    netuid: NETUID,
    hotkey: validatorKey.address,
    rules: RULES,
    sealEvery: { records: 1_000_000 },
    signHeader: (header) => validatorKey.sign(shardMessage(header)),
    onProblem: (problem) => problems.push(problem.message),
  });
  const local = await FsStore.open(folder);
  const unsealed = log.pending();
  const status = await log.seal();
  expect(log.pending()).toEqual([]);
  expect(status).toMatchObject({ unsealed: 0, waitingSegments: 0, unpublished: 0, problem: undefined });
  await log.close();
  expect(problems).toEqual([]);

  const records = await sound(local);
  expect(await sound(store)).toEqual(records);
  const keys = records.map(recordKey);
  expect(new Set(keys).size).toBe(keys.length);
  const found = new Set(keys);
  for (const record of unsealed) expect(found).toContain(recordKey(record));
  for (const number of acknowledged) expect(found).toContain(recordKey(sampleRecord(number)));
  return records.length;
}

/** All records of a store whose chain has no flaw, and whose transcripts are there. */
async function sound(store: Store): Promise<ShardRecord[]> {
  const records: ShardRecord[] = [];
  for await (const found of readShards(store, { netuid: NETUID, hotkey: validatorKey.address })) {
    if (found.kind === "problem") throw new Error(`${found.key}: ${found.message}`);
    records.push(found.record);
    const transcript = attachmentOf(found.record)?.hash;
    if (transcript !== undefined) expect(await readTranscript(store, NETUID, transcript)).toBeDefined();
  }
  return records;
}
