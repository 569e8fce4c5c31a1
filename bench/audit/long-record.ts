import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openLocalChain, type Chain } from "../../src/chain/index.ts";
import { contestRules, rulesHash, type ContestRules } from "../../src/replay/index.ts";
import { planRound, runJob, type Job } from "../../src/rounds/index.ts";
import { parseChallengeId, sha256Hex, type Miner } from "../../src/core/index.ts";
import { environment } from "../../src/envs/index.ts";
import { draftShard, encodeShard, encodeTranscript, shardMessage, type RolloutRecord } from "../../src/record/index.ts";
import { shardKey, transcriptKey } from "../../src/store/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";
import { keyFromSeed } from "../../src/wallet/index.ts";

export const NETUID = 120;
const RECORDS_IN_SHARD = 1_000;
/** A champion and eight challengers, as a round of affine-v2 has. */
const MINERS = 9;
/** Questions a round, to each of them: 27 records each ten blocks, more than a validator of a network writes. */
const QUESTIONS = 3;
/** In the other rounds no host answered, which has no transcript: a million small files would take longer than the bench. */
const ANSWERED_ROUND_EVERY = 50;

export const longValidator = keyFromSeed(new Uint8Array(32).fill(7));
export const longMiners = Array.from({ length: MINERS }, (_, place) => minerOf(place));

/** A validator's honest record of affine-v1, in a folder. */
export interface LongRecord {
  readonly folder: string;
  /** Newest block of the chain that it belongs to, see {@link longChain}. */
  readonly headBlock: number;
  readonly dispose: () => Promise<void>;
}

export const longRecordRules: ContestRules = contestRules({
  netuid: NETUID,
  mechanism: "affine-v1",
  roundBlocks: 10,
  environments: [{ name: "SAT", questions: QUESTIONS }],
});

/**
 * A chain of hundreds of thousands of blocks, which the embedded one would take minutes to make: its neurons are real,
 * the hash of a block is made from its number, and its state is the same at every block.
 */
export async function longChain(headBlock: number): Promise<Chain> {
  const real = await openLocalChain({
    netuid: NETUID,
    neurons: [longValidator.address, ...longMiners.map(({ hotkey }) => hotkey)].map((hotkey, uid) => ({
      hotkey,
      coldkey: hotkey,
      stakeRao: uid === 0 ? "1000000000" : "0",
    })),
  });
  const state = await real.head();
  const head = { number: headBlock, hash: hashOf(headBlock) };
  return new Proxy<Chain>(real, {
    get(target, name): unknown {
      if (name === "head") return () => Promise.resolve(head);
      if (name === "blockHash") return (block: number) => Promise.resolve(hashOf(block));
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      if (!READS_STATE.has(String(name))) return value.bind(target) as unknown;
      return (netuid: number) => (value as (...all: unknown[]) => unknown).call(target, netuid, state);
    },
  });
}

const READS_STATE = new Set(["metagraph", "weights", "hyperparameters", "epoch", "revealedCommitments", "commitments"]);

function hashOf(block: number): `0x${string}` {
  return `0x${sha256Hex(`block ${block}`)}`;
}

/** Writes a record of at least so many answers; holds one shard of it at a time. */
export async function makeLongRecord(records: number): Promise<LongRecord> {
  const rules = longRecordRules;
  const folder = await mkdtemp(join(tmpdir(), "affine-bench-"));
  const write = async (key: string, bytes: Uint8Array): Promise<void> => {
    await mkdir(dirname(join(folder, key)), { recursive: true });
    await writeFile(join(folder, key), bytes);
  };
  let open: RolloutRecord[] = [];
  let [seq, previous]: [number, string | null] = [0, null];
  const seal = async (part: readonly RolloutRecord[]): Promise<void> => {
    const about = { netuid: NETUID, hotkey: longValidator.address, seq, previous, records: part, heads: [] };
    const sealedBlock = part.at(-1)?.block ?? 0;
    const draft = draftShard({ ...about, sealedBlock, rules: rulesHash(rules), atMs: 0 });
    const shard = encodeShard(draft, longValidator.sign(shardMessage(draft.header)));
    await write(shardKey(draft.header), shard.bytes);
    [seq, previous] = [seq + 1, shard.headerHash];
  };
  let round = 0;
  for (let made = 0; made < records || open.length > 0;) {
    round += 1;
    const beacon = hashOf(round * rules.roundBlocks);
    const jobs = made < records ? planRound({ round, beacon, rules, miners: longMiners, expiresAtMs: Infinity }) : [];
    for (const job of jobs) {
      if (round % ANSWERED_ROUND_EVERY !== 0) open.push(unanswered(job));
      else {
        const { record, transcript } = await answered(job);
        if (transcript === null) throw new Error("An answer has a transcript.");
        const { hash, bytes } = encodeTranscript(transcript);
        await write(transcriptKey(NETUID, hash), bytes);
        open.push(record);
      }
    }
    made += jobs.length;
    while (open.length >= RECORDS_IN_SHARD || (jobs.length === 0 && open.length > 0)) {
      await seal(open.slice(0, RECORDS_IN_SHARD));
      open = open.slice(RECORDS_IN_SHARD);
    }
  }
  return { folder, headBlock: round * rules.roundBlocks, dispose: () => rm(folder, { recursive: true }) };
}

/** Every other miner is right. */
function answered(job: Job) {
  const { env, params, seed } = parseChallengeId(job.challenge);
  const known = environment(env);
  const right = (known.study?.oracle(known.generate(params, seed)) ?? "") as string;
  const text = job.miner.uid % 2 === 0 ? right : "I give up.";
  const said = { text, reasoning: "", finishReason: "stop", usage: null, servedModel: null };
  const took = { responseId: job.id, latencyMs: 1, firstTokenMs: 1, attempts: 1 };
  return runJob(job, {
    nowMs: () => job.block,
    log: silentLogger,
    inference: { query: () => Promise.resolve({ ...said, ...took }) },
  });
}

function unanswered(job: Job): RolloutRecord {
  const { netuid, round, block, index, env, challenge, rules, miner } = job;
  const { uid, hotkey, model, revision } = miner;
  return {
    v: 1,
    kind: "rollout",
    ...{ netuid, round, block, index, env, challenge, uid, hotkey, model, revision, commitBlock: miner.block },
    ...{ outcome: "infra_failure", score: 0, reason: "transport", transcript: null },
    ...{ promptTokens: 0, completionTokens: 0, latencyMs: 0, atMs: block, rules },
  };
}

function minerOf(place: number): Miner {
  const hotkey = keyFromSeed(new Uint8Array(32).fill(50 + place)).address;
  return {
    uid: place + 1,
    hotkey,
    coldkey: hotkey,
    model: `lab/affine-${place + 1}`,
    revision: "0123456789abcdef0123456789abcdef01234567",
    block: 1,
    baseUrl: "http://models.invalid/v1",
    chuteId: null,
  };
}
