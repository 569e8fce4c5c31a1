import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import type { BlockRef, Hex } from "../../chain.ts";
import { blockHash, genesisHash, type Block } from "../block/block.ts";
import { execute, type Outcome, type Receipt, type Submission } from "../block/execute.ts";
import { extrinsicHash } from "../block/extrinsic.ts";
import { BeaconKey } from "../../timelock/index.ts";
import { keepBeaconKey, readBeaconKey } from "../file/beacon-key-file.ts";
import { BlockHashes } from "../file/block-hashes.ts";
import { ChainFile } from "../file/chain-file.ts";
import { encodeLine } from "../file/line.ts";
import { corrupt, readChainFile, type StoredBlock } from "../file/read-chain-file.ts";
import { stateOf } from "../file/snapshot.ts";
import { genesisState, type Genesis, type StoredGenesis } from "../state/genesis.ts";
import { dueSeals } from "../state/openings.ts";
import { History, type PastBlock } from "./history.ts";
import { Opener } from "./opener.ts";

export interface LedgerOptions {
  /** Memory only when left out. */
  readonly file: string | undefined;
  /** Used when there is no file yet. */
  readonly genesis: Genesis;
  /** How many past blocks stay readable. */
  readonly historyBlocks: number;
  /** The file is written anew when it holds that many blocks beyond the readable ones. */
  readonly compactAfterBlocks: number;
  readonly nowMs: () => number;
}

/** Blocks one after the other, on the disk first and in memory then. Calls to `seal` must not overlap. */
export class Ledger {
  readonly genesis: StoredGenesis;
  readonly hashes: BlockHashes;
  readonly history: History;
  readonly opener: Opener;
  /** Bytes that were cut off the file on opening: a block nobody was told of. */
  readonly tornBytes: number;
  readonly #options: LedgerOptions;
  readonly #file: ChainFile | undefined;
  #blocksInFile: number;

  private constructor(
    options: LedgerOptions,
    start: {
      genesis: StoredGenesis;
      hashes: BlockHashes;
      history: History;
      file: ChainFile | undefined;
      opener: Opener;
    },
    blocksInFile = 0,
    tornBytes = 0,
  ) {
    this.#options = options;
    this.genesis = start.genesis;
    this.hashes = start.hashes;
    this.history = start.history;
    this.opener = start.opener;
    this.opener.prepare(this.history.head.state);
    this.#file = start.file;
    this.#blocksInFile = blocksInFile;
    this.tornBytes = tornBytes;
  }

  /** @throws AffineError `state_version` or `state_corrupt`; the file is then as it was. */
  static async open(options: LedgerOptions): Promise<Ledger> {
    return options.file !== undefined && (await exists(options.file))
      ? Ledger.#reopen(options, options.file)
      : Ledger.#begin(options);
  }

  static async #begin(options: LedgerOptions): Promise<Ledger> {
    const key = options.file === undefined ? BeaconKey.generate() : await keepBeaconKey(options.file);
    const genesis = { ...options.genesis, beaconKey: Buffer.from(key.publicKey).toString("hex") };
    const state = genesisState(genesis, options.nowMs());
    const hash = genesisHash(genesis, state.timestampMs, randomBytes(32));
    const hashes = new BlockHashes();
    hashes.push(hash);
    const history = new History(options.historyBlocks, firstBlock({ number: 0, hash }, state));
    const file =
      options.file === undefined ? undefined : await ChainFile.create(options.file, { genesis, hashes, state, hash });
    return new Ledger(options, { genesis, hashes, history, file, opener: new Opener(key, genesis.beaconKey) });
  }

  static async #reopen(options: LedgerOptions, path: string): Promise<Ledger> {
    const { genesis, hashes, snapshot, blocks, goodBytes, tornBytes } = await readChainFile(path);
    const ref = { number: snapshot.number, hash: snapshot.hash };
    const history = new History(options.historyBlocks, firstBlock(ref, stateOf(snapshot)));
    for (const stored of blocks) {
      const past = replay(path, history.head, stored);
      history.push(past);
      hashes.push(past.ref.hash);
    }
    const opener = new Opener(await readBeaconKey(path), genesis.beaconKey);
    const file = await ChainFile.open(path, goodBytes, tornBytes);
    return new Ledger(options, { genesis, hashes, history, file, opener }, blocks.length, tornBytes);
  }

  /**
   * Makes the next block out of the submissions; resolves when it is on the disk.
   *
   * @param onSealed called in the same breath in which the block becomes readable, so that nobody sees a call both
   * in a block and waiting for one.
   */
  async seal(
    submissions: readonly Submission[],
    onSealed: (block: PastBlock, outcomes: readonly Outcome[]) => void,
  ): Promise<void> {
    const { head } = this.history;
    const opened = await this.opener.open(dueSeals(head.state));
    const timestampMs = Math.max(this.#options.nowMs(), head.state.timestampMs + 1);
    const { state, entries, outcomes } = execute(head.state, timestampMs, opened, submissions);
    const unsealed = { number: state.number, timestampMs, entropy: randomBytes(32).toString("hex"), opened, entries };
    const block: Block = { ...unsealed, hash: blockHash(head.ref.hash, unsealed) };
    const line = encodeLine({ block });
    await this.#file?.append(line);
    const ref = { number: block.number, hash: block.hash };
    const past = { ref, state, line, receipts: receiptsOf(block, ref, outcomes) };
    this.history.push(past);
    this.hashes.push(block.hash);
    this.#blocksInFile += 1;
    onSealed(past, outcomes);
    this.opener.prepare(state);
  }

  /** Writes the file anew when it has grown long. @returns true when it did. */
  async compactIfLong(): Promise<boolean> {
    const { historyBlocks, compactAfterBlocks } = this.#options;
    if (this.#file === undefined || this.#blocksInFile < historyBlocks + compactAfterBlocks) return false;
    const { block, lines } = this.history.base;
    const { genesis, hashes } = this;
    await this.#file.compact({ genesis, hashes, state: block.state, hash: block.ref.hash }, lines);
    this.#blocksInFile = lines.length;
    return true;
  }

  async close(): Promise<void> {
    this.opener.close();
    await this.#file?.close();
  }
}

function replay(path: string, before: PastBlock, { block, line, lineNumber }: StoredBlock): PastBlock {
  const { hash, ...unsealed } = block;
  if (block.number !== before.ref.number + 1 || blockHash(before.ref.hash, unsealed) !== hash) {
    throw corrupt(path, lineNumber, "does not follow the block before it");
  }
  if (dueSeals(before.state).length !== block.opened.length) {
    throw corrupt(path, lineNumber, "opens other sealed texts than those that are due");
  }
  const submissions = block.entries.map(submissionOf);
  const { state, entries, outcomes } = execute(before.state, block.timestampMs, block.opened, submissions);
  const changed = entries.findIndex((entry, index) => entry.error !== block.entries[index]?.error);
  if (changed >= 0) throw corrupt(path, lineNumber, `has a call (number ${changed + 1}) that ends otherwise now`);
  const ref = { number: block.number, hash };
  return { ref, state, line, receipts: receiptsOf(block, ref, outcomes) };
}

function submissionOf(entry: Block["entries"][number]): Submission {
  return "signed" in entry ? { signed: entry.signed } : { root: entry.root };
}

function receiptsOf(block: Block, ref: BlockRef, outcomes: readonly Receipt["outcome"][]): Map<Hex, Receipt> {
  const receipts = new Map<Hex, Receipt>();
  for (const [index, outcome] of outcomes.entries()) {
    const entry = block.entries[index];
    if (entry !== undefined && "signed" in entry) receipts.set(extrinsicHash(entry.signed), { block: ref, outcome });
  }
  return receipts;
}

function firstBlock(ref: BlockRef, state: PastBlock["state"]): PastBlock {
  return { ref, state, line: Buffer.alloc(0), receipts: new Map() };
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw thrown;
  }
}
