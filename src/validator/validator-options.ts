import type { Chain } from "../chain/chain.ts";
import type { ContestRules } from "../replay/index.ts";
import type { JobContext } from "../rounds/index.ts";
import type { RosterOptions } from "../roster/index.ts";
import type { Signer } from "../signer/index.ts";
import type { Store } from "../store/index.ts";
import type { Logger } from "../telemetry/index.ts";
import type { HostBookOptions } from "./host-book.ts";
import type { Inspect } from "./v2/inspector.ts";

export interface ValidatorOptions {
  readonly chain: Chain;
  /** Holds the hotkey that validates. */
  readonly signer: Signer;
  readonly rules: ContestRules;
  /** Which commitments are admitted: network settings, not a matter of taste. */
  readonly roster: RosterOptions;
  /** How often hosts are looked up, and how long each look may take. Default: every minute, 15 s. */
  readonly hostLooks?: Pick<HostBookOptions, "refreshMs" | "patienceMs">;
  /** The data folder; one validator at a time. */
  readonly folder: string;
  /** Where records are published and other validators' records are read. Default: the data folder. */
  readonly store?: Store;
  /** Where own shards are copied to besides the data folder, what they name first. Default: `store`. */
  readonly publishTo?: Store | undefined;
  /** Where the world finds our records: announced with their newest head once an epoch. */
  readonly recordsUrl?: string | undefined;
  /** Looks at commitments from outside, under affine-v2. Default: every one is found right. */
  readonly inspect?: Inspect;
  readonly inference: JobContext["inference"];
  /** The API key for a miner's host. */
  readonly apiKeyOf?: JobContext["apiKeyOf"];
  /** What the chain is called in the status. */
  readonly endpoint: string;
  readonly log: Logger;
  /** A queue for runners on several machines. Default: a folder in the data folder. */
  readonly queue?: {
    readonly address: string;
    readonly password?: string | undefined;
    /** Milliseconds after which what a silent runner held goes to the others. Default 30,000. */
    readonly lockMs?: number | undefined;
  };
  /** False leaves the questions to `af runner` processes on the same folder. Default true. */
  readonly runner?: boolean;
  /** Questions under way at once. Default 1,024. */
  readonly concurrency?: number;
  /** Questions under way at once with one miner, at most. Default 512. */
  readonly perMiner?: number;
  /** Under affine-v1: rounds held after a downtime, the newest ones. Default 20. */
  readonly maxCatchUpRounds?: number;
  /** Under affine-v1: time that a question has before it is given up. Default 600,000: 50 blocks of 12 s. */
  readonly jobDeadlineMs?: number;
  /** Under affine-v1: with fewer rounds of results, weights wait for the last quarter of the window. Default 10. */
  readonly settledRounds?: number;
  /** When records become a signed shard. Default: 1,000 records or 100 blocks; with affine-v2 often within a deadline. */
  readonly sealEvery?: { readonly records: number; readonly blocks?: number };
  /** Blocks for which a transaction of ours may still land when nothing is heard of it. Default 8. */
  readonly doubtBlocks?: number;
  /** Under affine-v2: true reads the contest from its beginning, whatever checkpoint there is. */
  readonly fromGenesis?: boolean;
  readonly nowMs?: () => number;
}

/** The work queue of a data folder; `af runner` opens the same. */
export function queueFolder(dataFolder: string): string {
  return `${dataFolder}/journal/queue`;
}
