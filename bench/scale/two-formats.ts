import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sha256Hex } from "../../src/core/index.ts";
import { draftShard, encodeShard, shardMessage, type RolloutRecord } from "../../src/record/index.ts";
import { contestRules, rulesHash } from "../../src/replay/index.ts";
import { shardKey } from "../../src/store/index.ts";
import { longMiners, longValidator, NETUID } from "../audit/long-record.ts";

const RECORDS_IN_SHARD = 1_000;
const ENVIRONMENTS = ["SAT", "ABD", "DED"];
/** Characters of a question and of an answer, which stand in each result of the original's format and in no record here. */
const QUESTION = "Is this formula satisfiable? ".repeat(20);
const ANSWER = "Let us look at the clauses one by one. ".repeat(30);

export const twoFormatsRules = contestRules({
  netuid: NETUID,
  mechanism: "affine-v1",
  roundBlocks: 10,
  // All of them decide.
  windowBlocks: 100_000_000,
  environments: ENVIRONMENTS.map((name) => ({ name })),
});

/** The same results as a validator writes them here, and in the original's format. */
export interface TwoFormats {
  readonly ours: string;
  readonly original: string;
  readonly records: number;
  readonly headBlock: number;
  readonly dispose: () => Promise<void>;
}

export async function makeTwoFormats(records: number): Promise<TwoFormats> {
  const folder = await mkdtemp(join(tmpdir(), "affine-bench-formats-"));
  const [ours, original] = [join(folder, "ours"), join(folder, "original")];
  await mkdir(original, { recursive: true });
  let [previous, block]: [string | null, number] = [null, 0];
  for (let seq = 0; seq * RECORDS_IN_SHARD < records; seq += 1) {
    const count = Math.min(RECORDS_IN_SHARD, records - seq * RECORDS_IN_SHARD);
    const all = Array.from({ length: count }, (_, place) => recordOf(seq * RECORDS_IN_SHARD + place));
    block = all.at(-1)?.block ?? block;
    const about = { netuid: NETUID, hotkey: longValidator.address, seq, previous, records: all, heads: [] };
    const draft = draftShard({ ...about, sealedBlock: block, rules: rulesHash(twoFormatsRules), atMs: 0 });
    const shard = encodeShard(draft, longValidator.sign(shardMessage(draft.header)));
    previous = shard.headerHash;
    const path = join(ours, shardKey(draft.header));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, shard.bytes);
    await writeFile(join(original, `${block}-${longValidator.address}.json`), JSON.stringify(all.map(originalOf)));
  }
  return { ours, original, records, headBlock: block, dispose: () => rm(folder, { recursive: true }) };
}

function recordOf(number: number): RolloutRecord {
  const miner = longMiners[number % longMiners.length];
  if (miner === undefined) throw new Error("There are miners.");
  const round = 1 + Math.floor(number / (longMiners.length * ENVIRONMENTS.length));
  const env = ENVIRONMENTS[Math.floor(number / longMiners.length) % ENVIRONMENTS.length] ?? "SAT";
  const draw = sha256Hex(`record ${number}`);
  // The later it committed, the better it is.
  const isRight = parseInt(draw.slice(0, 8), 16) % 1000 < 300 + 40 * miner.uid;
  return {
    v: 1,
    kind: "rollout",
    ...{ netuid: NETUID, round, block: 10 * round, index: 0, env, challenge: `${env}/1/eyJsZXZlbCI6MX0/${draw}` },
    ...{ uid: miner.uid, hotkey: miner.hotkey, model: miner.model, revision: miner.revision },
    ...{ commitBlock: miner.block, outcome: "scored", score: isRight ? 1000 : 0 },
    ...{ reason: isRight ? "correct" : "wrong", transcript: sha256Hex(draw), promptTokens: 120, completionTokens: 300 },
    ...{ latencyMs: 4_321, atMs: 1_760_000_000_000 + number, rules: rulesHash(twoFormatsRules) },
  };
}

/** The shape of a result as the original publishes it. */
function originalOf(record: RolloutRecord) {
  const { uid, hotkey, model, revision, commitBlock, env, challenge, score, latencyMs, atMs } = record;
  const miner = { uid, hotkey, model, revision, block: commitBlock, chute: null, slug: null };
  return {
    version: "0.0.0",
    signature: sha256Hex(`signature of ${challenge}`).repeat(2),
    hotkey: longValidator.address,
    miner,
    challenge: { env, prompt: QUESTION, extra: {}, challenge_id: challenge, timestamp: atMs / 1000 },
    response: { response: ANSWER, latency_seconds: latencyMs / 1000, attempts: 1, model, error: null, success: true },
    evaluation: { env, score: score / 1000, extra: {} },
  };
}
