import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "vite";
import { expect } from "vitest";
import { z } from "zod";
import { Random } from "../../../src/core/index.ts";
import { openLocalChain, type Hex } from "../../../src/chain/index.ts";
import { keyFromUri } from "../../../src/wallet/index.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const alice = keyFromUri("//Alice");
const NETUID = 120;
const HISTORY_BLOCKS = 256;

const acknowledgedSchema = z.object({ number: z.int(), hash: z.string(), text: z.string() });
type Acknowledged = z.infer<typeof acknowledgedSchema>;

/** What the kills hit, for a test that wants to know that they hit something. */
export interface KillReport {
  acknowledged: number;
  tornTails: number;
  /** Kills before the chain had acknowledged anything: while it was opening its file. */
  atStart: number;
}

/** Runs a chain in a process of its own and kills it, again and again, checking after each kill what is left. */
export async function killChain(kills: number, seed: string): Promise<KillReport> {
  const folder = await mkdtemp(join(tmpdir(), "affine-kill-"));
  const file = join(folder, "chain.log");
  const random = Random.from("kill-chain", seed);
  const report: KillReport = { acknowledged: 0, tornTails: 0, atStart: 0 };
  try {
    const child = await bundleChild(folder);
    let hashes = await begin(file);
    for (let kill = 0; kill < kills; kill += 1) {
      const acknowledged = await runAndKill(child, file, random);
      report.acknowledged += acknowledged.length;
      if (acknowledged.length === 0) report.atStart += 1;
      const after = await inspect(file, hashes, acknowledged);
      report.tornTails += after.torn ? 1 : 0;
      hashes = after.hashes;
    }
    return report;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Lets a chain's file grow until no more may be written, as on a full disk, and checks what is left.
 *
 * @returns what the process said when it ended.
 */
export async function fillDisk(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "affine-full-"));
  const file = join(folder, "chain.log");
  try {
    const child = await bundleChild(folder);
    const limited = ["-c", 'ulimit -f 16; exec "$0" "$@"', process.execPath, child, file];
    const { stdout, stderr } = await promisify(execFile)("bash", limited).catch(
      (ended: unknown) => ended as { stdout: string; stderr: string },
    );
    const lines = stdout.split("\n").filter((line) => line !== "");
    const acknowledged = lines.map((line) => acknowledgedSchema.parse(JSON.parse(line)));
    expect(acknowledged.length).toBeGreaterThan(0);
    expect((await inspect(file, [], acknowledged)).torn).toBe(true);
    return stderr;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** One self-contained file, which starts fast and needs no node_modules beside it. */
async function bundleChild(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: "error",
    root,
    build: {
      ssr: join(root, "test/contract/chain/crash-child.ts"),
      outDir: folder,
      emptyOutDir: false,
      target: "node20",
    },
    ssr: { noExternal: true },
  });
  return join(folder, "crash-child.js");
}

/** A chain that is long enough for its file to be written anew every few blocks. */
async function begin(file: string): Promise<Hex[]> {
  const chain = await openLocalChain({ file, hyperparameters: { tempo: 5 } });
  await chain.produceBlocks(HISTORY_BLOCKS + 10);
  const hashes = await hashesOf(chain);
  await chain.close();
  return hashes;
}

async function runAndKill(child: string, file: string, random: Random): Promise<Acknowledged[]> {
  const started = spawn(process.execPath, [child, file], { stdio: ["ignore", "pipe", "pipe"] });
  const exited = once(started, "exit");
  const complaints: string[] = [];
  started.stderr.on("data", (chunk: Buffer) => complaints.push(chunk.toString()));
  const acknowledged: Acknowledged[] = [];
  const wanted = random.between(1, 12);
  const enough = new Promise<void>((resolve) => {
    createInterface(started.stdout).on("line", (line) => {
      acknowledged.push(acknowledgedSchema.parse(JSON.parse(line)));
      if (acknowledged.length === wanted) resolve();
    });
  });
  const early = random.chance(1, 5);
  await Promise.race([early ? sleep(random.below(400)) : enough, exited]);
  if (!early) await sleep(random.below(12));
  started.kill("SIGKILL");
  const [, signal] = (await exited) as [number | null, string | null];
  expect(signal, complaints.join("")).toBe("SIGKILL");
  return acknowledged;
}

async function inspect(
  file: string,
  before: readonly Hex[],
  acknowledged: readonly Acknowledged[],
): Promise<{ hashes: Hex[]; torn: boolean }> {
  const chain = await openLocalChain({ file });
  try {
    const hashes = await hashesOf(chain);
    expect(hashes.slice(0, before.length)).toEqual(before);
    for (const { number, hash, text } of acknowledged) {
      expect(hashes[number]).toBe(hash);
      if (number <= hashes.length - HISTORY_BLOCKS) continue;
      const at = { number, hash: hash as Hex };
      expect((await chain.commitments(NETUID, at)).get(alice.address)).toEqual({ block: number, text });
    }
    const { number } = await chain.produceBlock();
    expect(number).toBe(hashes.length);
    return { hashes: [...hashes, await chain.blockHash(number)], torn: chain.tornBytes > 0 };
  } finally {
    await chain.close();
  }
}

async function hashesOf(chain: Awaited<ReturnType<typeof openLocalChain>>): Promise<Hex[]> {
  const { number } = await chain.head();
  return Promise.all(Array.from({ length: number + 1 }, (_, block) => chain.blockHash(block)));
}
