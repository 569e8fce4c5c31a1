import type { Chain } from "../chain/index.ts";
import type { Logger } from "../telemetry/index.ts";
import { account, type Account } from "./accounts.ts";
import type { LocalModelConfig } from "./models/index.ts";

/**
 * Registers a key for each model and commits the model, as miners do; what is on chain already stays as it is.
 *
 * @param baseUrl where the models are served
 */
export async function enrolMiners(
  chain: Chain,
  options: { home: string; netuid: number; models: readonly LocalModelConfig[]; baseUrl: string; log: Logger },
): Promise<void> {
  const { netuid, log } = options;
  const accounts = new Map<string, Account>();
  for (const { name } of options.models) accounts.set(name, await account(options.home, walletName(name)));
  const registered = new Set((await chain.metagraph(netuid)).neurons.map((neuron) => neuron.hotkey));
  for (const { name } of options.models) {
    const miner = accounts.get(name);
    if (miner === undefined || registered.has(miner.hotkey.key.address)) continue;
    const uid = await chain.register(miner.hotkey.key, netuid, { coldkey: miner.coldkeyAddress });
    log.info({ uid, model: name }, "miner registered");
  }
  const revealed = await chain.revealedCommitments(netuid);
  await Promise.all(
    options.models.map(async ({ name, revision }) => {
      const key = accounts.get(name)?.hotkey.key;
      if (key === undefined) return;
      const text = JSON.stringify({ model: name, revision, endpoint: options.baseUrl });
      if (revealed.get(key.address)?.at(-1)?.text === text) return;
      await chain.setRevealCommitment(key, netuid, text, { blocksUntilReveal: 1 });
      log.info({ model: name }, "model committed");
    }),
  );
}

/** `owner/name` as a wallet name. */
function walletName(model: string): string {
  return `miner-${model.replaceAll("/", "_")}`.slice(0, 64);
}
