import { openChain, type Chain } from "../chain/index.ts";
import { chooseNetwork, resolveConfig, type Config, type NetworkChoice } from "../config/index.ts";
import { logger } from "../telemetry/index.ts";

/** Settings and the network that a program found when it first asked; one for the whole process. */
export interface Session {
  readonly config: Config;
  readonly network: NetworkChoice;
  /** The chain, connected on first use. */
  chain(): Chain;
}

let opened: Promise<Session> | undefined;

/** The process's session: configuration and network as the command line would choose them in this folder. */
export function session(): Promise<Session> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Session> {
  const config = resolveConfig({ env: process.env, cwd: process.cwd() });
  const network = await chooseNetwork(config, { cwd: process.cwd(), env: process.env });
  logger("sdk").info({ endpoint: network.endpoint, netuid: network.netuid }, `network chosen: ${network.why}`);
  let chain: Chain | undefined;
  return {
    config,
    network,
    chain() {
      chain ??= openChain({ endpoint: network.endpoint, fallback: network.endpointFallback });
      return chain;
    },
  };
}
