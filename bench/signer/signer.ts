import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openLocalChain } from "../../src/chain/index.ts";
import { AffineError } from "../../src/core/index.ts";
import { headerHash, type ShardHeader } from "../../src/record/index.ts";
import { InProcessSigner, RemoteSigner, startSigner, type Signer, type SignerAddress } from "../../src/signer/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";
import { keyFromUri } from "../../src/wallet/index.ts";
import type { BenchResult } from "../bench-result.ts";

const NETUID = 120;
const A_SECOND = 50;
const REQUESTS = 1000;
/** Asked of the signer: 99 of 100 requests end within it. */
const GOAL_P99_MS = 20;
const key = keyFromUri("//Alice");

/** Each after the one before, as the signer wants them. */
const HEADERS: readonly ShardHeader[] = headers(REQUESTS + 1);

function headers(count: number): ShardHeader[] {
  const made: ShardHeader[] = [];
  for (let seq = 0; seq < count; seq += 1) {
    const before = made.at(-1);
    made.push({
      v: 2,
      kind: "shard",
      netuid: NETUID,
      hotkey: key.address,
      seq,
      previous: before === undefined ? null : headerHash(before),
      firstBlock: 1,
      lastBlock: 2,
      count: 1,
      body: "b".repeat(64),
      heads: [],
      rules: "0".repeat(16),
      atMs: 1,
    });
  }
  return made;
}

function headerOf(seq: number): ShardHeader {
  const header = HEADERS[seq];
  if (header === undefined) throw new Error(`there is no header ${seq}`);
  return header;
}

/** Milliseconds that each of {@link REQUESTS} pieces of work took, begun at a steady {@link A_SECOND}. */
async function measure(work: (seq: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  const startedAt = performance.now();
  const waiting: Promise<void>[] = [];
  for (let seq = 0; seq < REQUESTS; seq += 1) {
    await sleep(Math.max(0, startedAt + (seq * 1000) / A_SECOND - performance.now()));
    const sentAt = performance.now();
    waiting.push(work(seq).then(() => void took.push(performance.now() - sentAt)));
  }
  await Promise.all(waiting);
  return took.sort((a, b) => a - b);
}

const signing = (signer: Signer) => (seq: number) => signer.signShardHeader(headerOf(seq));

/** A line of the log's length written and flushed, nothing else: what this machine's disk has to do with it. */
async function measureDisk(folder: string): Promise<number[]> {
  const file = await open(join(folder, "lines"), "a");
  const took = await measure(async () => {
    await file.appendFile(`${"x".repeat(250)}\n`);
    await file.datasync();
  });
  await file.close();
  return took;
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Callers at once whose headers are another subnet's. */
const REFUSED_AT_ONCE = 500;
/** Asked of the signer: a crowd that must be refused is, within it. */
const GOAL_REFUSED_MS = 1_000;

/** Milliseconds until each of a crowd that asks at once was refused. @throws Error where one was not */
async function measureRefusals(address: SignerAddress): Promise<number[]> {
  const signers = Array.from(
    { length: REFUSED_AT_ONCE },
    () => new RemoteSigner({ address, retries: 0 }, { address: key.address }),
  );
  const sentAt = performance.now();
  const took = await Promise.all(
    signers.map(async (signer, seq) => {
      const refused = await signer.signShardHeader({ ...headerOf(0), seq, netuid: NETUID + 1 }).then(
        () => false,
        (error: unknown) => AffineError.isInstance(error) && error.code === "signer_refused",
      );
      if (!refused) throw new Error(`request ${seq} was not refused`);
      return performance.now() - sentAt;
    }),
  );
  await Promise.all(signers.map((signer) => signer.close()));
  return took.sort((a, b) => a - b);
}

/** Shard headers through the signer's socket, each in the audit log before it is signed, at 50 a second. */
export async function run(): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "affine-bench-signer-"));
  const chain = await openLocalChain({ blockMs: "instant", netuid: NETUID });
  const at = { socket: join(folder, "signer.sock") };
  const service = await startSigner({ key, chain, netuid: NETUID, folder, at, version: "bench", log: silentLogger });
  const signer = new RemoteSigner({ address: service.address, retries: 0 }, { address: key.address });
  try {
    const ours = await measure(signing(signer));
    const refusals = await measureRefusals(service.address);
    const stillSigns = performance.now();
    await signer.signShardHeader(headerOf(REQUESTS));
    const nextMs = performance.now() - stillSigns;
    const disk = await measureDisk(folder);
    const baseline = await measure(signing(new InProcessSigner({ key, chain, netuid: NETUID })));
    const [p99, p99InProcess] = [quantile(ours, 0.99), quantile(baseline, 0.99)];
    return [
      {
        name: "Signer, 99 of 100 headers within",
        ours: 1000 / p99,
        baseline: 1000 / GOAL_P99_MS,
        unit: "headers/s",
        ratio: GOAL_P99_MS / p99,
        goal: 1,
        note:
          `against the ${GOAL_P99_MS} ms asked, at ${A_SECOND} a second over a unix socket, fsync included: ` +
          `p50 ${quantile(ours, 0.5).toFixed(1)}, p99 ${p99.toFixed(1)} ms; ` +
          `the disk alone: p50 ${quantile(disk, 0.5).toFixed(1)}, p99 ${quantile(disk, 0.99).toFixed(1)} ms; ` +
          `in process, without log and socket: p50 ${quantile(baseline, 0.5).toFixed(1)}, p99 ${p99InProcess.toFixed(1)} ms`,
      },
      {
        name: `Signer, ${REFUSED_AT_ONCE} refused at once`,
        ours: (1000 * REFUSED_AT_ONCE) / (refusals.at(-1) ?? Number.NaN),
        baseline: (1000 * REFUSED_AT_ONCE) / GOAL_REFUSED_MS,
        unit: "refusals/s",
        ratio: GOAL_REFUSED_MS / (refusals.at(-1) ?? Number.NaN),
        goal: 1,
        note:
          `against ${GOAL_REFUSED_MS} ms for all of them, ${REFUSED_AT_ONCE} connections over a unix socket, callers in the same process: ` +
          `p50 ${quantile(refusals, 0.5).toFixed(0)}, last ${(refusals.at(-1) ?? Number.NaN).toFixed(0)} ms; ` +
          `the next header is signed within ${nextMs.toFixed(0)} ms`,
      },
    ];
  } finally {
    await signer.close();
    await service.close();
    await chain.close();
    await rm(folder, { recursive: true });
  }
}
