import type { Chain } from "../chain/index.ts";
import type { Config, NetworkChoice } from "../config/index.ts";
import type { AffineOptions } from "./affine-options.ts";

/** Settings and the network that a program found when it first asked. */
export interface Session {
  readonly config: Config;
  readonly network: NetworkChoice;
  /** The chain, connected on first use. */
  chain(): Chain;
  close(): Promise<void>;
}

/** Opens a session when it is first asked for. One that could not be opened is forgotten: the next call tries again. */
export class LazySession {
  readonly #options: AffineOptions;
  #opened: Promise<Session> | undefined;

  constructor(options: AffineOptions) {
    this.#options = options;
  }

  /** @throws AffineError `config_invalid`, `state_corrupt` and what else the settings and files of the folder cause */
  get(): Promise<Session> {
    if (this.#opened !== undefined) return this.#opened;
    const opening = open(this.#options);
    this.#opened = opening;
    opening.catch(() => {
      if (this.#opened === opening) this.#opened = undefined;
    });
    return opening;
  }

  /** Closes what was opened; a later call opens anew. */
  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    // One that failed to open has nothing to close, and whoever asked for it was told.
    const session = await opened?.catch(() => undefined);
    await session?.close();
  }
}

async function open({ network: endpoint, home, netuid, cwd = process.cwd(), env = process.env }: AffineOptions) {
  const [{ chooseNetwork }, { resolveConfig }, { openNetwork }, { logger }] = await Promise.all([
    import("../config/choose-network.ts"),
    import("../config/resolve.ts"),
    import("../chain/index.ts"),
    import("../telemetry/logger.ts"),
  ]);
  const config = resolveConfig({ flags: { endpoint, home, netuid }, flagWords: OPTION_WORDS, env, cwd });
  const network = await chooseNetwork(config, { cwd, env });
  logger("sdk").info({ endpoint: network.endpoint, netuid: network.netuid }, `network chosen: ${network.why}`);
  let chain: Chain | undefined;
  const session: Session = {
    config,
    network,
    chain() {
      chain ??= openNetwork(network);
      return chain;
    },
    async close() {
      await chain?.close();
    },
  };
  return session;
}

/** How errors name what {@link AffineOptions} gave. */
const OPTION_WORDS = { endpoint: "network", home: "home", netuid: "netuid" };
