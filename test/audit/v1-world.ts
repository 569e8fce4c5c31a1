import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLocalChain, type LocalChain, type WeightVector } from "../../src/chain/index.ts";
import { contestRules, rulesHash, type ContestRules } from "../../src/replay/index.ts";
import { planRound, runJob, type Job } from "../../src/rounds/index.ts";
import { AffineError, type Answer } from "../../src/core/index.ts";
import { shardMessage } from "../../src/record/index.ts";
import { readRoster } from "../../src/roster/index.ts";
import { FsStore, RecordLog } from "../../src/store/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";
import { computeWeights } from "../../src/validator/index.ts";
import { keyFromUri, type SigningKey } from "../../src/wallet/index.ts";
import "./word-environment.ts";

export const NETUID = 120;
export const REVISION = "0123456789abcdef0123456789abcdef01234567";
export const validatorKeys = ["//Alice", "//Bob"].map((uri) => keyFromUri(uri));
export const minerKeys = ["//Charlie", "//Dave", "//Eve"].map((uri) => keyFromUri(uri));

export const rules: ContestRules = contestRules({
  netuid: NETUID,
  mechanism: "affine-v1",
  environments: [{ name: "WORD", params: { level: 1 }, questions: 2 }],
  roundBlocks: 2,
  request: { temperatureThousandths: 0, maxTokens: 64, firstTokenTimeoutMs: 1000, totalTimeoutMs: 1000 },
});

/** What a miner's model says. */
type Model = (job: Job, prompt: string) => Partial<Answer> | "down";

/** The first is best, the second is right every other round and at times says nothing, the third is always wrong. */
const models: readonly Model[] = [
  (_, prompt) => ({ text: prompt }),
  ({ round }, prompt) => {
    if (round % 10 === 3) return { text: "" };
    if (round % 10 === 6) return "down";
    return { text: round % 2 === 0 ? prompt : "no idea" };
  },
  () => ({ text: "nothing" }),
];

/** A subnet with real records, all from honest validators. */
export interface World {
  readonly chain: LocalChain;
  /** Holds the records of all validators. */
  readonly folder: string;
  readonly blocks: number;
}

/**
 * A chain of so many blocks in memory and the records of validators who held every round of it, sealed into shards of
 * 24 records. Weights are set half-way: those that follow, or others.
 */
export async function makeV1World(
  options: { validators?: number; blocks?: number; weights?: WeightVector } = {},
): Promise<World> {
  const { validators = 1, blocks = 260 } = options;
  const chain = await openLocalChain({
    netuid: NETUID,
    blockMs: "instant",
    hyperparameters: { tempo: 20, weightsRateLimit: 1 },
    neurons: [...validatorKeys.slice(0, validators), ...minerKeys].map(({ address }, uid) => ({
      hotkey: address,
      coldkey: address,
      stakeRao: uid < validators ? "1000000000000" : "0",
    })),
  });
  const folder = await mkdtemp(join(tmpdir(), "affine-audit-"));
  const logs = await Promise.all(validatorKeys.slice(0, validators).map((key) => openLog(folder, key)));
  // Calls get a block at once; the others are made by hand.
  chain.start();
  for (const [place, key] of minerKeys.entries()) {
    const model = { model: `m${place}/affine-${place}`, revision: REVISION };
    await chain.setRevealCommitment(key, NETUID, JSON.stringify(model), { blocksUntilReveal: 1 });
  }
  let held = (await chain.head()).number;
  let isSet = false;
  for (;;) {
    const { number } = await chain.head();
    for (; held <= number; held += 1) if (held % rules.roundBlocks === 0) await holdRound(chain, held, logs);
    if (number >= blocks) break;
    if (isSet || number < blocks / 2) {
      await chain.produceBlock();
      continue;
    }
    isSet = true;
    for (const log of logs) await log.seal();
    for (const key of validatorKeys.slice(0, validators)) {
      const { decision } = await computeWeights({ chain, store: await FsStore.open(folder), rules, log: silentLogger });
      await chain.setWeights(key, NETUID, options.weights ?? decision.weights);
    }
  }
  for (const log of logs) {
    await log.seal();
    await log.close();
  }
  return { chain, folder, blocks };
}

function openLog(folder: string, key: SigningKey): Promise<RecordLog> {
  return RecordLog.open({
    folder,
    netuid: NETUID,
    hotkey: key.address,
    rules: rulesHash(rules),
    signHeader: (header) => key.sign(shardMessage(header)),
    sealEvery: { records: 24 },
  });
}

async function holdRound(chain: LocalChain, block: number, logs: readonly RecordLog[]): Promise<void> {
  const beacon = await chain.blockHash(block);
  const { miners } = await readRoster(chain, NETUID, {
    allowEndpoints: false,
    baseUrlOf: () => Promise.resolve("http://models.invalid/v1"),
  });
  const jobs = planRound({ round: block / rules.roundBlocks, beacon, rules, miners, expiresAtMs: Infinity });
  await Promise.all(
    logs.flatMap((log) =>
      jobs.map(async (job) => {
        const { record, transcript } = await answerJob(job);
        await log.append(record, transcript ?? undefined);
      }),
    ),
  );
}

let responses = 0;

/** One question to one miner, as a validator does it. */
export function answerJob(job: Job): ReturnType<typeof runJob> {
  const place = minerKeys.findIndex(({ address }) => address === job.miner.hotkey);
  responses += 1;
  const responseId = `response-${responses}`;
  return runJob(job, {
    nowMs: () => 1_700_000_000_000 + job.block * 1_000 + job.index,
    log: silentLogger,
    inference: {
      query(messages) {
        const said = models[place]?.(job, messages[0]?.content ?? "") ?? "down";
        if (said === "down") return Promise.reject(new AffineError("inference_unavailable", "down (in the test)"));
        return Promise.resolve({
          text: "",
          reasoning: "",
          finishReason: "stop",
          usage: null,
          responseId,
          servedModel: job.miner.model,
          latencyMs: 1,
          firstTokenMs: 1,
          attempts: 1,
          ...said,
        });
      },
    },
  });
}
