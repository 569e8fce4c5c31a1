import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectLocalChain, openLocalChain, serveLocalChain, type LocalChain } from "../../../src/chain/index.ts";
import { contestRules, type ContestRules } from "../../../src/replay/index.ts";
import { sha256Hex } from "../../../src/core/index.ts";
import { InferenceClient } from "../../../src/inference/index.ts";
import { startInferenceHost, type InferenceHost } from "../../../src/localnet/host/index.ts";
import type { LocalModelConfig } from "../../../src/localnet/models/index.ts";
import { InProcessSigner } from "../../../src/signer/index.ts";
import { FsStore } from "../../../src/store/index.ts";
import { silentLogger, type Logger } from "../../../src/telemetry/index.ts";
import { Validator, type ValidatorOptions } from "../../../src/validator/index.ts";
import { keyFromUri, type SigningKey } from "../../../src/wallet/index.ts";

export const NETUID = 120;
export const validatorKeys = ["//Alice", "//Bob", "//Charlie", "//Dave"].map((uri) => keyFromUri(uri));
export const keyOfModel = (name: string): SigningKey => keyFromUri(`//${name}`);
const REVISION = "0123456789abcdef0123456789abcdef01234567";

/** The network's clock: a round a block, everything else as short as processes on a busy machine can hold. */
export const rules: ContestRules = contestRules({
  netuid: NETUID,
  environments: [{ name: "SAT", params: { level: 1 } }],
  roundBlocks: 1,
  request: { temperatureThousandths: 0, maxTokens: 4096, firstTokenTimeoutMs: 2000, totalTimeoutMs: 3000 },
  champion: { deadlineBlocks: 16, gridBlocks: 4, loneValidatorBlocks: 4, allowEndpoints: true, announcedOnly: false },
});

/** A model that solves everything and spoils so many answers of a thousand. */
export interface BedModel {
  readonly name: string;
  readonly mistakes: number;
  /** Content identity, from a word; its own name when left out. */
  readonly identity?: string;
}

export interface ContestBed extends AsyncDisposable {
  readonly chain: LocalChain;
  readonly chainUrl: string;
  readonly host: InferenceHost;
  readonly folder: string;
  /** Commits models, as their keys. */
  commit(models: readonly BedModel[]): Promise<void>;
  /** From now on each block waits, for two minutes at most, until this holds for the one before. */
  nextBlockWhen(isReady: (headBlock: number) => boolean): void;
}

/** A chain and a host of scripted models on loopback, with registered keys for the models and for some validators. */
export async function openContestBed(options: {
  validators: number;
  models: readonly BedModel[];
  /** Least time between blocks: they wait for whom `nextBlockWhen` names, so that a busy machine changes nothing. */
  blockMs: number;
}): Promise<ContestBed> {
  const folder = await mkdtemp(join(tmpdir(), "affine-contest-"));
  const keys = [...validatorKeys.slice(0, options.validators), ...options.models.map(({ name }) => keyOfModel(name))];
  const chain = await openLocalChain({
    file: join(folder, "chain.log"),
    netuid: NETUID,
    hyperparameters: { tempo: 20, weightsRateLimit: 5, maxValidators: options.validators },
    neurons: keys.map(({ address }, uid) => ({
      hotkey: address,
      coldkey: keyFromUri(`//cold${uid}`).address,
      stakeRao: uid < options.validators ? "1000000000000" : "0",
    })),
  });
  const server = await serveLocalChain(chain, { port: 0 });
  const models = options.models.map(({ name, mistakes }): LocalModelConfig => ({
    name: repository(name),
    revision: REVISION,
    solver: "full",
    mistakeThousandths: mistakes,
    thinkMs: 1,
  }));
  const host = await startInferenceHost({ port: 0, models });
  const blocks = new Blocks(chain, options.blockMs);
  return {
    nextBlockWhen: (isReady) => (blocks.isReady = isReady),
    chain,
    chainUrl: server.url,
    host,
    folder,
    async commit(committed) {
      for (const { name, identity } of committed) {
        const text = JSON.stringify({
          model: repository(name),
          revision: REVISION,
          endpoint: host.baseUrl,
          identity: sha256Hex(identity ?? name),
        });
        await chain.setRevealCommitment(keyOfModel(name), NETUID, text, { blocksUntilReveal: 1 });
      }
    },
    async [Symbol.asyncDispose]() {
      await blocks.stop();
      await host.close();
      await server.close();
      await chain.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Longest time for which a block waits: somebody may have ended. */
const LONGEST_WAIT_MS = 120_000;

/** Makes blocks until it is stopped. */
class Blocks {
  isReady: (headBlock: number) => boolean = () => true;
  readonly #stop = new AbortController();
  readonly #made: Promise<void>;

  constructor(chain: LocalChain, leastMs: number) {
    this.#made = this.#make(chain, leastMs);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#made;
  }

  async #make(chain: LocalChain, leastMs: number): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await pause(leastMs);
      const { number } = await chain.head();
      const giveUpAtMs = performance.now() + LONGEST_WAIT_MS;
      await until(() => signal.aborted || this.isReady(number) || performance.now() > giveUpAtMs);
      await chain.produceBlock();
    }
  }
}

/** Whether a validator has worked through a block, and is not behind with its questions. */
export function keepsUp(status: { block: number; unanswered: number } | undefined, headBlock: number): boolean {
  return status !== undefined && status.block >= headBlock && status.unanswered <= MOST_UNANSWERED;
}
/** Two rounds of three models with two questions: the count is that of the last block, and answers come after it. */
const MOST_UNANSWERED = 12;

const repository = (name: string): string => `lab/affine-${name}`;

/** A validator on a bed's chain, its records published to a folder that all share. */
export async function contestValidator(
  bed: { chainUrl: string; folder: string },
  which: number,
  change: Partial<ValidatorOptions> & { log?: Logger } = {},
): Promise<Validator> {
  const chain = connectLocalChain(bed.chainUrl);
  const key = validatorKeys[which];
  if (key === undefined) throw new Error(`there is no validator ${which}`);
  return Validator.open({
    chain,
    signer: new InProcessSigner({ key, chain, netuid: NETUID }),
    rules,
    roster: { allowEndpoints: true },
    folder: join(bed.folder, `validator-${which}`),
    store: await FsStore.open(join(bed.folder, "shared")),
    inference: new InferenceClient(),
    endpoint: "test",
    log: silentLogger,
    ...change,
  });
}

/** Resolves when the condition holds, looked at every few milliseconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(20);
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
