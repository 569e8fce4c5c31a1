import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { openLocalChain, serveLocalChain } from "../chain/index.ts";
import { demoDataFolder, type NetworkChoice } from "../config/index.ts";
import type { Closing } from "../core/index.ts";
import { say } from "../telemetry/index.ts";
import type { CommandContext } from "./context.ts";

/** A network to read from, and whether it is one of this folder that has ended. */
export interface ReadableNetwork extends NetworkChoice {
  /** Nothing runs any more, no page either: its chain is read from its file, its records from the data folder. */
  readonly hasEnded: boolean;
}

/**
 * The network for a command that only reads. Where the localnet of this folder has ended, whatever it left is still there
 * to be looked at: its chain is opened from its file, makes no block and is served to this process alone.
 *
 * @throws AffineError `locked` when a start is under way just now, and what opening the chain's file throws
 */
export async function networkForReading(context: CommandContext, closing: Closing): Promise<ReadableNetwork> {
  const { values, sources } = context.config;
  const network = await context.network({ reads: true });
  const home = resolve(values.home ?? demoDataFolder(context.cwd));
  const file = join(home, "localnet", "chain.log");
  if (!network.missesLocalnet || !existsSync(file)) return { ...network, hasEnded: false };
  const chain = await openLocalChain({ file });
  closing.add(() => chain.close());
  const served = await serveLocalChain(chain, { port: 0 });
  closing.add(() => served.close());
  const { number } = await chain.head();
  say(`the localnet of ${home} has ended: read is what it left, its chain as of block ${number}`);
  return {
    ...network,
    endpoint: served.url,
    endpointFallback: undefined,
    netuid: sources.netuid === "default" ? chain.netuid : network.netuid,
    roundBlocks: values.roundBlocks ?? 1,
    allowEndpoints: true,
    inferenceKind: "local",
    hubFolder: join(home, "localnet", "hub"),
    home,
    walletDir: values.walletDir ?? join(home, "wallets"),
    isFallback: false,
    missesLocalnet: false,
    why: "the localnet of this folder, which has ended",
    hasEnded: true,
  };
}
