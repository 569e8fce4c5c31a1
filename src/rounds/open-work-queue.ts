import type { Logger } from "../telemetry/index.ts";
import { SpoolQueue } from "./spool-queue.ts";
import type { WorkQueue } from "./work-queue.ts";

export interface OpenQueueOptions {
  /** The folder of the embedded queue. */
  readonly folder: string;
  /** `redis://…` of a queue for several machines. Default: the folder. */
  readonly address?: string | undefined;
  readonly password?: string | undefined;
  /** Jobs at once of one miner over all runners of that address. Default 512. */
  readonly perMiner?: number | undefined;
  /** Milliseconds after which what a silent process held goes to the others. Default 30,000. */
  readonly lockMs?: number | undefined;
  /** Told when a server has lost what was in the queue. */
  readonly onLost?: () => void;
  readonly log: Logger;
}

/**
 * Opens the queue of a data folder, or the one at an address.
 *
 * @throws AffineError `state_version`, `config_invalid`, `store_transport`, `credentials_invalid`
 */
export async function openWorkQueue(options: OpenQueueOptions): Promise<WorkQueue> {
  const { folder, address, password, perMiner, lockMs, onLost, log } = options;
  if (address === undefined) return SpoolQueue.open({ folder, log });
  // Only here: its client takes longer to load than everything else of a runner.
  const { BullQueue } = await import("./redis/bull-queue.ts");
  return BullQueue.open({
    ...{ address, log, password },
    ...(perMiner === undefined ? {} : { perLane: perMiner }),
    ...(lockMs === undefined ? {} : { lockMs }),
    ...(onLost === undefined ? {} : { onLost }),
  });
}
