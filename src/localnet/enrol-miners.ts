import type { Chain } from "../chain/index.ts";
import type { Logger } from "../telemetry/index.ts";
import { account, MINER_WALLET, type Account } from "./accounts.ts";
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
    // Whoever answers from the start gets the uid that documentation names: one after the other.
    if (group === 2) for (const model of models) await enrol(chain, model, options);
    else await Promise.all(models.map((model) => enrol(chain, model, options)));
  }
}

/** What a model's miner commits. */
export function commitmentOf({ config: { name, revision }, identity }: PublishedModel, endpoint: string): string {
  return JSON.stringify({ model: name, revision, endpoint, identity });
}

function groupOf({ config }: PublishedModel): number {
  if (config.copyOf !== undefined || config.fault !== undefined) return 3;
  return config.revealAfterBlocks === undefined ? 2 : 1;
}

async function enrol(chain: Chain, model: PublishedModel, options: EnrolOptions): Promise<void> {
  const { netuid, log, home } = options;
  const miner = await minerOf(home, model.config.name);
  const { key } = miner.hotkey;
  const { neurons } = await chain.metagraph(netuid);
  if (!neurons.some((neuron) => neuron.hotkey === key.address)) {
    const uid = await chain.register(key, netuid, { coldkey: miner.coldkeyAddress });
    log.info({ uid, model: model.config.name }, "miner registered");
  }
  await commitModel(chain, model, { ...options, blocksUntilReveal: model.config.revealAfterBlocks ?? 1 });
}

/** The keys of a scripted model's miner, made on first use. */
export function minerOf(home: string, model: string): Promise<Account> {
  return account(home, minerWallet(model));
}

/** Commits a model for its miner, unless the chain shows it already. */
export async function commitModel(
  chain: Chain,
  model: PublishedModel,
  at: Omit<EnrolOptions, "models"> & { readonly blocksUntilReveal: number },
): Promise<void> {
  const { home, netuid, baseUrl, log, blocksUntilReveal } = at;
  const { name } = model.config;
  const { key } = (await minerOf(home, name)).hotkey;
  const text = commitmentOf(model, baseUrl);
  const revealed = await chain.revealedCommitments(netuid);
  if (revealed.get(key.address)?.at(-1)?.text === text) return;
  await chain.setRevealCommitment(key, netuid, text, { blocksUntilReveal });
  log.info({ model: name }, "model committed");
}

/** `owner/name` as a wallet name. */
export function minerWallet(model: string): string {
  return `${MINER_WALLET}${model.replaceAll("/", "_")}`.slice(0, 64);
}
