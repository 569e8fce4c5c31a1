import { appendFile, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  decodeShard,
  draftShard,
  encodeShard,
  type RolloutRecord,
  rolloutRecordSchema,
  shardMessage,
} from "../../src/record/index.ts";
import { RecordLog } from "../../src/store/index.ts";
import { keyFromSeed } from "../../src/wallet/index.ts";
import type { BenchResult } from "../bench-result.ts";

const NETUID = 120;
const RULES = "0123456789abcdef";
const RECORDS_IN_SHARD = 1_000;
const key = keyFromSeed(new Uint8Array(32).fill(7));

/** Records appended (durably) and verified per second. */
export async function run(): Promise<BenchResult[]> {
  return [
    await appending({ records: 400, concurrency: 1 }),
    await appending({ records: 40_000, concurrency: 1_000 }),
    verifying({ shards: 20 }),
  ];
}

async function appending({ records, concurrency }: { records: number; concurrency: number }): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), "affine-bench-"));
  try {
    const log = await RecordLog.open({
      folder,
      netuid: NETUID,
      hotkey: key.address,
      rules: RULES,
      signHeader: (header) => key.sign(shardMessage(header)),
    });
    const ours = await perSecond(records, concurrency, (number) => log.append(record(number)));
    await log.close();
    // Far fewer for the baseline: each record waits for its own sync.
    const fewer = Math.min(records, 2_000);
    const path = join(folder, "baseline.ndjson");
    const baseline = await perSecond(fewer, concurrency, (number) => appendAndSync(path, record(number)));
    return {
      name: `records appended, ${concurrency} at once`,
      ours,
      baseline,
      unit: "records/s",
      ratio: ours / baseline,
      note: "durable, validated, deduplicated, sealed into signed shards meanwhile; baseline: appendFile and fsync a record",
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Whole shards verified, records a second of one core. */
export function verifying({ shards }: { shards: number }): BenchResult {
  const stored = Array.from({ length: shards }, (_, seq) => shard(seq));
  const texts = stored.map(({ lines }) => lines);
  const count = shards * RECORDS_IN_SHARD;
  const place = { netuid: NETUID, hotkey: key.address };
  const decodeAll = (): void =>
    stored.forEach(({ bytes }, seq) => void decodeShard(bytes, { place: { ...place, seq } }));
  const parseAll = (): void =>
    texts.forEach((lines) => lines.forEach((line) => void rolloutRecordSchema.parse(JSON.parse(line))));
  const ours = count / secondsOf(decodeAll);
  const baseline = count / secondsOf(parseAll);
  return {
    name: "records verified",
    ours,
    baseline,
    unit: "records/s",
    ratio: ours / baseline,
    note: "gunzip, signature, hashes, order and canonical form as well; baseline: JSON.parse and zod of the bare lines; per second of processor time",
  };
}

async function perSecond(
  count: number,
  concurrency: number,
  once: (number: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const work = async (): Promise<void> => {
    for (let number = next; number < count; number = next) {
      next += 1;
      await once(number);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, work));
  return count / ((performance.now() - start) / 1_000);
}

/** Seconds of processor time, the best of five after a warm-up: what the code needs, whatever else the machine does. */
function secondsOf(action: () => void): number {
  action();
  let best = Infinity;
  for (let round = 0; round < 5; round += 1) {
    const start = process.cpuUsage();
    action();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

async function appendAndSync(path: string, value: RolloutRecord): Promise<void> {
  await appendFile(path, `${JSON.stringify(value)}\n`);
  const handle = await open(path, "r+");
  await handle.sync();
  await handle.close();
}

function shard(seq: number): { bytes: Uint8Array; lines: string[] } {
  const records = Array.from({ length: RECORDS_IN_SHARD }, (_, index) => record(seq * RECORDS_IN_SHARD + index));
  const draft = draftShard({
    netuid: NETUID,
    hotkey: key.address,
    seq,
    previous: seq === 0 ? null : "a".repeat(64),
    records,
    heads: [],
    rules: RULES,
    atMs: seq,
  });
  const lines = Buffer.from(draft.body).toString("utf8").trimEnd().split("\n");
  return { bytes: encodeShard(draft, key.sign(shardMessage(draft.header))).bytes, lines };
}

function record(number: number): RolloutRecord {
  return {
    v: 1,
    kind: "rollout",
    netuid: NETUID,
    round: Math.floor(number / 10),
    block: 1_000_000 + Math.floor(number / 100),
    index: number % 10,
    env: "SAT",
    challenge: `SAT/1/eyJ2YXJpYWJsZXMiOjUwfQ/${number.toString(16).padStart(64, "0")}`,
    uid: number % 256,
    hotkey: key.address,
    model: "somebody/some-model",
    revision: "0123456789abcdef0123456789abcdef01234567",
    commitBlock: 999_000,
    outcome: "scored",
    score: (number * 37) % 1_001,
    reason: "correct",
    transcript: null,
    promptTokens: 800,
    completionTokens: 1_200,
    latencyMs: 4_321,
    atMs: 1_760_000_000_000 + number,
    rules: RULES,
  };
}
