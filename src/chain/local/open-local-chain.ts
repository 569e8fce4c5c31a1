import { AffineError } from "../../core/index.ts";
import { LockFile } from "../../io/index.ts";
import { logger } from "../../telemetry/index.ts";
import { Ledger, type LedgerOptions } from "./node/ledger.ts";
import { LocalChain } from "./local-chain.ts";
import { LocalNode } from "./node/local-node.ts";
import type { BlockPace } from "./node/producer.ts";
import { parseGenesis, type GenesisInput } from "./state/genesis.ts";

/** Blocks whose state stays readable at least. */
export const MIN_HISTORY_BLOCKS = 256;

export interface LocalChainOptions extends GenesisInput {
  /** Where the chain is kept; without one it lives in memory and ends with the process. */
  file?: string;
  /** Milliseconds between blocks once started, or `instant`. Default 12000, as on the network. */
  blockMs?: BlockPace;
  /** Past blocks whose state stays readable. Default 512, at least 256. */
  historyBlocks?: number;
  /** Blocks beyond those after which the file is written anew. Default 4096. */
  compactAfterBlocks?: number;
  /** The clock, for tests. */
  nowMs?: () => number;
}

/**
 * Opens the embedded chain of a file, or begins one. `netuid`, `hyperparameters` and `neurons` count for a new chain
 * only: an old one goes on as it was.
 *
 * @example
 * const chain = await openLocalChain({ file: ".affine/localnet/chain.log", blockMs: 250 });
 * chain.start();
 *
 * @throws AffineError `config_invalid`, `locked`, `state_version` or `state_corrupt`. Nothing is overwritten.
 */
export async function openLocalChain(options: LocalChainOptions = {}): Promise<LocalChain> {
  const { file, blockMs = 12_000, historyBlocks = 512, compactAfterBlocks = 4096, nowMs = Date.now } = options;
  const { netuid, hyperparameters, neurons } = options;
  const genesis = parseGenesis({
    ...(netuid === undefined ? {} : { netuid }),
    ...(hyperparameters === undefined ? {} : { hyperparameters }),
    ...(neurons === undefined ? {} : { neurons }),
  });
  checkNumbers({ blockMs: blockMs === "instant" ? 1 : blockMs, compactAfterBlocks }, 1);
  checkNumbers({ historyBlocks }, MIN_HISTORY_BLOCKS);
  const lock = file === undefined ? undefined : await lockChainFile(file);
  try {
    const ledger = await Ledger.open({ file, genesis, historyBlocks, compactAfterBlocks, nowMs });
    return assemble(ledger, lock, blockMs, file);
  } catch (thrown) {
    await lock?.release();
    throw thrown;
  }
}

/** @throws AffineError `locked` that names the holder */
function lockChainFile(file: string): Promise<LockFile> {
  return LockFile.acquire(`${file}.lock`, `The embedded chain's file ${file}`, {
    hint: "Or connect to it over HTTP.",
    details: { file },
  });
}

function assemble(
  ledger: Ledger,
  lock: LockFile | undefined,
  blockMs: BlockPace,
  file: LedgerOptions["file"],
): LocalChain {
  const genesisHash = ledger.hashes.get(0);
  if (genesisHash === undefined) throw new AffineError("internal", "The embedded chain has no genesis block.");
  if (ledger.tornBytes > 0) {
    logger("chain").warn(
      { file, bytes: ledger.tornBytes, block: ledger.history.head.ref.number },
      "cut off the end of the chain's file: a block that was being written when the chain died",
    );
  }
  const node = new LocalNode(file === undefined ? "embedded:memory" : `embedded:${file}`, ledger, genesisHash, lock);
  return new LocalChain(node, ledger.genesis.netuid, ledger.tornBytes, blockMs);
}

function checkNumbers(numbers: Readonly<Record<string, number>>, least: number): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (Number.isSafeInteger(value) && value >= least && value < 2 ** 31) continue;
    throw new AffineError("config_invalid", `The embedded chain's ${name} is ${value}; it must be at least ${least}.`);
  }
}
