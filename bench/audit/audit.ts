import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { audit, type AuditReport } from "../../src/audit/index.ts";
import { openLocalChain, type LocalChain } from "../../src/chain/index.ts";
import { contestRules, rulesHash, type ContestRules } from "../../src/replay/index.ts";
import { planRound, runJob } from "../../src/rounds/index.ts";
import { parseChallengeId, type Miner } from "../../src/core/index.ts";
import { environment } from "../../src/envs/index.ts";
import { draftShard, encodeShard, encodeTranscript, shardMessage, type RolloutRecord } from "../../src/record/index.ts";
import { createPythonEngine } from "../../src/sandbox/index.ts";
import { createApi, listen } from "../../src/serve/index.ts";
import { FsStore, HttpStore, shardKey, transcriptKey, type Store } from "../../src/store/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";
import { keyFromSeed } from "../../src/wallet/index.ts";
import type { BenchResult } from "../bench-result.ts";

const NETUID = 120;
/** A champion and eight challengers, as a round of affine-v2 has. */
const MINERS = 9;
const RECORDS_IN_SHARD = 1_000;
const GOAL_RECORDS_A_MINUTE = 10_000;
/** What a reasoning model says before its answer, about as long as they do. */
const REASONING = "Let me think about this step by step, and check every case once more. ".repeat(60);

const validator = keyFromSeed(new Uint8Array(32).fill(7));
const minerKeys = Array.from({ length: MINERS }, (_, place) => keyFromSeed(new Uint8Array(32).fill(50 + place)));

/** `af verify` of whole stores: records a minute, from a folder and over HTTP. */
export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  const both = await publish(["SAT", "ABD"], 220);
  try {
    const folder = await FsStore.open(both.folder, { readOnly: true });
    const alone = await verify(both, folder, 1);
    results.push(result("verify SAT and ABD, one thread", both, alone));
    const workers = availableParallelism();
    results.push(result(`verify SAT and ABD, ${workers} threads`, both, await verify(both, folder, workers)));
    const served = await listen(createApi({ version: "bench", status: () => undefined, store: folder }), {
      host: "127.0.0.1",
      port: 0,
    });
    const remote = HttpStore.open(served.url);
    results.push(result(`verify over HTTP, ${workers} threads`, both, await verify(both, remote, workers)));
    await remote.close();
    await served.close();
  } finally {
    await both.dispose();
  }
  const programs = await publish(["DED"], 5);
  try {
    const report = await verify(
      programs,
      await FsStore.open(programs.folder, { readOnly: true }),
      availableParallelism(),
    );
    results.push(result("verify DED", programs, report, "every right program runs its 14 to 24 hidden tests"));
  } finally {
    await programs.dispose();
  }
  return results;
}

interface Published {
  readonly rules: ContestRules;
  readonly chain: LocalChain;
  readonly folder: string;
  readonly records: number;
  readonly dispose: () => Promise<void>;
}

function result(name: string, { records }: Published, { elapsedMs }: AuditReport, more = ""): BenchResult {
  const aMinute = (records * 60_000) / elapsedMs;
  const isProgram = name.includes("DED");
  return {
    name,
    ours: aMinute,
    baseline: GOAL_RECORDS_A_MINUTE,
    unit: "records/min",
    ratio: aMinute / GOAL_RECORDS_A_MINUTE,
    ...(isProgram ? {} : { goal: 1 }),
    note: `${records} records, ${MINERS} answers a question, half of them right; every signature, question, answer and the decision; wall clock, against the goal${more === "" ? "" : `; ${more}`}`,
  };
}

async function verify({ rules, chain }: Published, store: Store, workers: number): Promise<AuditReport> {
  const python = createPythonEngine();
  try {
    const report = await audit({
      rules,
      chain,
      stores: [store],
      seed: "bench",
      workers,
      python,
      nowMs: () => performance.now(),
    });
    if (report.verdict !== "verified")
      throw new Error(`The bench's own store deviates: ${JSON.stringify(report.deviationCounts)}`);
    return report;
  } finally {
    await python.close();
  }
}

/** A store with so many rounds of honest records. */
async function publish(names: readonly string[], rounds: number): Promise<Published> {
  const rules = contestRules({
    netuid: NETUID,
    mechanism: "affine-v1",
    roundBlocks: 1,
    environments: names.map((name) => ({ name })),
  });
  const chain = await openLocalChain({
    netuid: NETUID,
    neurons: [validator, ...minerKeys].map(({ address }, uid) => ({
      hotkey: address,
      coldkey: address,
      stakeRao: uid === 0 ? "1000000000" : "0",
    })),
  });
  const miners = minerKeys.map((key, place) => minerOf(key.address, place + 1));
  const folder = await mkdtemp(join(tmpdir(), "affine-bench-"));
  const write = async (key: string, bytes: Uint8Array): Promise<void> => {
    await mkdir(dirname(join(folder, key)), { recursive: true });
    await writeFile(join(folder, key), bytes);
  };
  const records: RolloutRecord[] = [];
  for (let made = 0; made < rounds; made += 1) {
    const { number, hash } = await chain.produceBlock();
    if (number < 2) continue;
    for (const job of planRound({ round: number, beacon: hash, rules, miners, expiresAtMs: Infinity })) {
      const { record, transcript } = await runJob(job, {
        nowMs: () => number,
        log: silentLogger,
        inference: { query: () => Promise.resolve(answerTo(job.challenge, job.miner.uid)) },
      });
      if (transcript === null) throw new Error("An answer has a transcript.");
      const { hash: name, bytes } = encodeTranscript(transcript);
      await write(transcriptKey(NETUID, name), bytes);
      records.push(record);
    }
  }
  let previous: string | null = null;
  for (let seq = 0; seq * RECORDS_IN_SHARD < records.length; seq += 1) {
    const part = records.slice(seq * RECORDS_IN_SHARD, (seq + 1) * RECORDS_IN_SHARD);
    const about = { netuid: NETUID, hotkey: validator.address, seq, previous, records: part, heads: [] };
    const draft = draftShard({ ...about, rules: rulesHash(rules), atMs: 0 });
    const shard = encodeShard(draft, validator.sign(shardMessage(draft.header)));
    await write(shardKey(draft.header), shard.bytes);
    previous = shard.hash;
  }
  return {
    rules,
    chain,
    folder,
    records: records.length,
    async dispose() {
      await chain.close();
      await rm(folder, { recursive: true });
    },
  };
}

const right = new Map<string, string>();

/** Every other miner is right. */
function answerTo(id: string, uid: number) {
  let answer = right.get(id);
  if (answer === undefined) {
    const { env, params, seed } = parseChallengeId(id);
    const known = environment(env);
    answer = (known.study?.oracle(known.generate(params, seed)) ?? "") as string;
    right.clear();
    right.set(id, answer);
  }
  return {
    text: `${REASONING}\n${uid % 2 === 0 ? answer : "I give up."}`,
    reasoning: "",
    finishReason: "stop",
    usage: null,
    responseId: `${uid}-${id.slice(-40)}`,
    servedModel: null,
    latencyMs: 1,
    firstTokenMs: 1,
    attempts: 1,
  };
}

function minerOf(hotkey: string, uid: number): Miner {
  return {
    uid,
    hotkey,
    coldkey: hotkey,
    model: `lab/affine-${uid}`,
    revision: "0123456789abcdef0123456789abcdef01234567",
    block: 1,
    baseUrl: "http://models.invalid/v1",
    chuteId: null,
  };
}
