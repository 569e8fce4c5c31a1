import type { Chain } from "../chain/index.ts";
import type { Logger } from "../telemetry/index.ts";
import { account } from "./accounts.ts";
import type { PublishedModel } from "./publish-models.ts";

export interface EnrolOptions {
  readonly home: string;
  readonly netuid: number;
  readonly models: readonly PublishedModel[];
  /** Where the models are served. */
  readonly baseUrl: string;
  readonly log: Logger;
}

/**
 * Registers a key for each model and commits the model, as miners do; what is on chain already stays as it is. Models
 * that are revealed later come first and broken ones last, so that miner 5 of the demo answers from the start.
 */
export async function enrolMiners(chain: Chain, options: EnrolOptions): Promise<void> {
  // Nobody can copy what is not public yet: copies come later, or name a later block.
  for (const group of [1, 2, 3]) {
    const models = options.models.filter((model) => groupOf(model) === group);
    await Promise.all(models.map((model) => enrol(chain, model, options)));
  }
}

function groupOf({ config }: PublishedModel): number {
  if (config.copyOf !== undefined || config.fault !== undefined) return 3;
  return config.revealAfterBlocks === undefined ? 2 : 1;
}

async function enrol(chain: Chain, { config, identity }: PublishedModel, options: EnrolOptions): Promise<void> {
  const { name, revision, revealAfterBlocks = 1 } = config;
  const { netuid, log } = options;
  const miner = await account(options.home, walletName(name));
  const { key } = miner.hotkey;
  const { neurons } = await chain.metagraph(netuid);
  if (!neurons.some((neuron) => neuron.hotkey === key.address)) {
    const uid = await chain.register(key, netuid, { coldkey: miner.coldkeyAddress });
    log.info({ uid, model: name }, "miner registered");
  }
  const text = JSON.stringify({ model: name, revision, endpoint: options.baseUrl, identity });
  const revealed = await chain.revealedCommitments(netuid);
  if (revealed.get(key.address)?.at(-1)?.text === text) return;
  await chain.setRevealCommitment(key, netuid, text, { blocksUntilReveal: revealAfterBlocks });
  log.info({ model: name }, "model committed");
}

/** `owner/name` as a wallet name. */
function walletName(model: string): string {
  return `miner-${model.replaceAll("/", "_")}`.slice(0, 64);
}
