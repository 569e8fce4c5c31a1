import { rm } from "node:fs/promises";
import { join } from "node:path";
import { connectLocalChain, openLocalChain, serveLocalChain } from "../chain/index.ts";
import { opening, type Closing } from "../core/index.ts";
import { replaceFile } from "../io/index.ts";
import type { RunFile } from "../config/index.ts";
import { FolderHub } from "../hub/index.ts";
import type { Logger } from "../telemetry/index.ts";
import { account, OWNER_WALLET, VALIDATOR_WALLET, walletFolder } from "./accounts.ts";
import { writeAdminToken } from "./admin-token.ts";
import { enrolMiners } from "./enrol-miners.ts";
import { areEnrolled, rememberEnrolled } from "./enrolled.ts";
import { startInferenceHost } from "./host/index.ts";
import type { LocalModelConfig } from "./models/index.ts";
import { publishModels } from "./publish-models.ts";
import { firstSeason } from "./seasons/first-season.ts";
import { readSeason } from "./seasons/season-file.ts";
import { Seasons } from "./seasons/seasons.ts";
import { rememberedPorts, rememberPorts } from "./ports.ts";

export interface LocalnetOptions {
  /** Data folder, such as `./.affine`. */
  readonly home: string;
  readonly models: readonly LocalModelConfig[];
  readonly log: Logger;
  readonly netuid?: number;
  readonly host?: string;
  /** Default: the last start's, else a free one. */
  readonly chainPort?: number;
  readonly inferencePort?: number;
  /** Time between blocks. Default 1,000. */
  readonly blockMs?: number;
  /** Time between blocks until the models' miners are enrolled, which takes some; as afterwards unless told. */
  readonly enrolBlockMs?: number;
  /** Blocks an epoch. Default 20. */
  readonly tempo?: number;
  /** Blocks between two settings of weights. Default 10. */
  readonly weightsRateLimit?: number;
  /** Weights by commit-reveal, on a new chain. Default off; `af localnet set` switches it. */
  readonly commitReveal?: boolean;
  /** Blocks between two rounds. Default 1. */
  readonly roundBlocks?: number;
  /** Lets newcomers join season after season, in the place of the models given here. */
  readonly seasons?: boolean;
  /** Blocks of a season; those of the demo unless told. */
  readonly seasonBlocks?: number;
  /** Lets `POST /admin/faults` make models fail. */
  readonly allowFaults?: boolean;
}

export interface Localnet {
  /** What `run.json` says while it runs. */
  readonly run: RunFile;
  /** Changes the time between blocks, milliseconds. */
  setBlockMs(blockMs: number): void;
  close(): Promise<void>;
}

/** Stake of the localnet's validator: 1,000 TAO. */
const VALIDATOR_STAKE_RAO = "1000000000000";

/**
 * Boots a chain and a host of scripted models on loopback, enrols a miner for each model, and tells other processes
 * where they are by `<home>/run.json`. What an earlier start left in the folder goes on.
 *
 * @throws AffineError `locked` when one runs from that folder already, `port_in_use`, `state_version`, `state_corrupt`
 */
export function startLocalnet(options: LocalnetOptions): Promise<Localnet> {
  return opening((closing) => boot(options, closing));
}

async function boot(options: LocalnetOptions, closing: Closing): Promise<Localnet> {
  const { home, log, netuid = 120, host = "127.0.0.1", roundBlocks = 1, seasonBlocks } = options;
  const [owner, validator] = await Promise.all([account(home, OWNER_WALLET), account(home, VALIDATOR_WALLET)]);
  const remembered = await rememberedPorts(home);
  const runPath = join(home, "run.json");
  const { blockMs = 1_000, enrolBlockMs = blockMs } = options;
  const chain = await openLocalChain({
    file: join(home, "localnet", "chain.log"),
    blockMs: enrolBlockMs,
    netuid,
    hyperparameters: {
      tempo: options.tempo ?? 20,
      weightsRateLimit: options.weightsRateLimit ?? 10,
      commitReveal: { enabled: options.commitReveal ?? false },
    },
    neurons: [
      { hotkey: owner.hotkey.key.address, coldkey: owner.coldkeyAddress },
      { hotkey: validator.hotkey.key.address, coldkey: validator.coldkeyAddress, stakeRao: VALIDATOR_STAKE_RAO },
    ],
  });
  closing.add(() => chain.close());
  const chainPort = options.chainPort ?? remembered?.chainPort ?? 0;
  const adminToken = await writeAdminToken(home);
  const served = await serveLocalChain(chain, { host, port: chainPort, adminToken });
  closing.add(() => served.close());
  const hubFolder = join(home, "localnet", "hub");
  const before = options.seasons === true ? await readSeason(home) : undefined;
  // Whose uids were given to others has left for good; out of order is out of season.
  const present = options.models.filter(({ fault }) => fault !== undefined || (before?.season ?? 0) === 0);
  const models = await publishModels(hubFolder, present);
  const inference = await startInferenceHost({
    host,
    port: options.inferencePort ?? remembered?.inferencePort ?? 0,
    models: models.map(({ config }) => config),
    allowFaults: options.allowFaults ?? false,
    // As a stranger: like any host on the network it can load public models only.
    deployments: { hub: new FolderHub({ folder: hubFolder }), file: join(home, "localnet", "deployments.json") },
  });
  closing.add(() => inference.close());
  for (const problem of inference.problems) log.warn(problem);
  await rememberPorts(home, { chainPort: served.port, inferencePort: inference.port });
  const client = connectLocalChain(served.url);
  closing.add(() => client.close());
  const enrolment = { home, netuid, models, baseUrl: inference.baseUrl, log };
  // Blocks that nobody needs would be rounds that nobody asks.
  const isEnrolled = await areEnrolled(client, enrolment);
  if (isEnrolled) chain.setBlockMs(blockMs);
  chain.start();
  if (!isEnrolled) {
    await enrolMiners(client, enrolment);
    await rememberEnrolled(enrolment);
  }
  chain.setBlockMs(blockMs);
  if (options.seasons === true) {
    const season = before ?? (await firstSeason(client, { home, netuid, models }));
    const seasons = new Seasons({
      home,
      netuid,
      hubFolder,
      local: chain,
      chain: client,
      host: inference,
      season,
      log,
      ...(seasonBlocks === undefined ? {} : { lengthOf: () => seasonBlocks }),
    });
    closing.add(() => seasons.close());
    seasons.start();
  }
  const run: RunFile = {
    version: 1,
    pid: process.pid,
    chainUrl: served.url,
    inferenceUrl: inference.baseUrl,
    netuid,
    roundBlocks,
    walletDir: walletFolder(home),
    startedAtMs: Date.now(),
  };
  await replaceFile(runPath, `${JSON.stringify(run, null, 2)}\n`);
  closing.add(() => rm(runPath, { force: true }));
  return { run, setBlockMs: (ms) => chain.setBlockMs(ms), close: () => closing.close() };
}
