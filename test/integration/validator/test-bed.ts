import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  connectLocalChain,
  openLocalChain,
  serveLocalChain,
  type Chain,
  type LocalChain,
} from "../../../src/chain/index.ts";
import { contestRules, rulesHash, type ContestRules } from "../../../src/replay/index.ts";
import { InferenceClient } from "../../../src/inference/index.ts";
import { startInferenceHost, type InferenceHost } from "../../../src/localnet/host/index.ts";
import type { LocalModelConfig } from "../../../src/localnet/models/index.ts";
import type { RolloutRecord } from "../../../src/record/index.ts";
import { InProcessSigner } from "../../../src/signer/index.ts";
import { FsStore, readShards, RecordLog } from "../../../src/store/index.ts";
import { silentLogger } from "../../../src/telemetry/index.ts";
import { Validator, type ValidatorOptions } from "../../../src/validator/index.ts";
import { keyFromUri, type SigningKey } from "../../../src/wallet/index.ts";

export const NETUID = 120;
export const TEMPO = 20;
const BLOCK_MS = 100;

/** The validator's key, and those of the miners. */
export const validatorKey = keyFromUri("//Alice");
export const minerKeys = ["//Bob", "//Charlie", "//Dave", "//Eve", "//Ferdie"].map((uri) => keyFromUri(uri));

const revision = "0123456789abcdef0123456789abcdef01234567";
const models: readonly LocalModelConfig[] = [
  { name: "lab/affine-full", solver: "full", thinkMs: 1, revision },
  { name: "toss/affine-random", solver: "random", thinkMs: 1, revision },
  { name: "ooo/affine-garbage", solver: "random", revision, fault: { kind: "garbage" } },
];

/** Short rounds of easy questions. */
export const rules: ContestRules = contestRules({
  netuid: NETUID,
  mechanism: "affine-v1",
  environments: [{ name: "SAT", params: { level: 5 } }],
  roundBlocks: 1,
  request: { temperatureThousandths: 0, maxTokens: 4096, firstTokenTimeoutMs: 5000, totalTimeoutMs: 10_000 },
});

/** A subnet on this machine: a chain of its own served over HTTP, a host with models, five registered miners. */
export interface TestBed extends AsyncDisposable {
  readonly chain: LocalChain;
  readonly chainUrl: string;
  readonly host: InferenceHost;
  /** For data folders. */
  readonly folder: string;
}

/** Full, random and broken model, a commitment that is not JSON, and one that names unknown things. */
export async function openTestBed(): Promise<TestBed> {
  const folder = await mkdtemp(join(tmpdir(), "affine-validator-"));
  const neurons = [validatorKey, ...minerKeys].map(({ address }, uid) => ({
    hotkey: address,
    coldkey: address,
    stakeRao: uid === 0 ? "1000000000000" : "0",
  }));
  const chain = await openLocalChain({
    file: join(folder, "chain.log"),
    blockMs: BLOCK_MS,
    netuid: NETUID,
    hyperparameters: { tempo: TEMPO, weightsRateLimit: 10, maxValidators: 1 },
    neurons,
  });
  const server = await serveLocalChain(chain, { port: 0 });
  const host = await startInferenceHost({ port: 0, models });
  chain.start();
  const texts = [
    ...models.map(({ name }) => JSON.stringify({ model: name, revision, endpoint: host.baseUrl })),
    "this is not JSON",
    JSON.stringify({ model: "x/affine-x", revision, endpoint: host.baseUrl, price: 7 }),
  ];
  await Promise.all(
    texts.map((text, index) => chain.setRevealCommitment(minerKeys[index]!, NETUID, text, { blocksUntilReveal: 1 })),
  );
  return {
    chain,
    chainUrl: server.url,
    host,
    folder,
    async [Symbol.asyncDispose]() {
      await host.close();
      await server.close();
      await chain.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Options of a validator on a chain; `change` replaces some. */
export function validatorOptions(
  chain: Chain,
  folder: string,
  change: Partial<ValidatorOptions> = {},
): ValidatorOptions {
  return {
    chain,
    signer: new InProcessSigner({ key: validatorKey, chain, netuid: NETUID }),
    rules,
    roster: { allowEndpoints: true },
    folder,
    inference: new InferenceClient(),
    endpoint: "test",
    log: silentLogger,
    settledRounds: 3,
    sealEvery: { records: 30 },
    ...change,
  };
}

/** A validator that reaches the test bed's chain over HTTP, as one of another process would. */
export async function openValidator(bed: TestBed, change: Partial<ValidatorOptions> = {}): Promise<Validator> {
  const chain = connectLocalChain(bed.chainUrl);
  return Validator.open(validatorOptions(chain, join(bed.folder, "data"), change));
}

/** Resolves when the condition holds, looked at every few milliseconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** All records of a data folder, verified: those in shards and those not sealed yet. */
export async function readRecords(folder: string, key: SigningKey = validatorKey): Promise<RolloutRecord[]> {
  const store = await FsStore.open(folder);
  const records: RolloutRecord[] = [];
  for await (const found of readShards(store, { netuid: NETUID, hotkey: key.address })) {
    if (found.kind === "problem") throw new Error(`${found.key}: ${found.message}`);
    if (found.record.kind === "rollout") records.push(found.record);
  }
  const log = await RecordLog.open({
    folder,
    store,
    netuid: NETUID,
    hotkey: key.address,
    rules: rulesHash(rules),
    signHeader: () => Promise.reject(new Error("nothing is to be signed here")),
  });
  records.push(...log.pending().filter((record) => record.kind === "rollout"));
  await log.close();
  await store.close();
  return records;
}
