import type { Chain } from "../../chain/chain.ts";
import { beaconBlocks, participants, rulesHash, type ChampionRules, type ContestRules } from "../index.ts";
import { AffineError, errorMessage } from "../../core/index.ts";
import { encodeDocument, type ChainRecord, type RosterDocument } from "../../record/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import { readGrid, readRosterDocument } from "./read-roster-document.ts";

/** A snapshot of the chain, ready to be recorded. */
export interface ChainSnapshot {
  readonly record: ChainRecord;
  readonly roster: RosterDocument;
}

/** Reads the chain at its grid blocks, each once, and says what is to be recorded. */
export class SnapshotReader {
  readonly #chain: Chain;
  readonly #rules: ContestRules;
  readonly #champion: ChampionRules;
  readonly #log: Logger;
  #next: number;

  /** @param written last grid block that is recorded already; -1 for none */
  constructor(options: { chain: Chain; rules: ContestRules; champion: ChampionRules; log: Logger; written: number }) {
    this.#chain = options.chain;
    this.#rules = options.rules;
    this.#champion = options.champion;
    this.#log = options.log;
    const { gridBlocks, startBlock } = options.champion;
    this.#next = Math.ceil(Math.max(startBlock, options.written + 1) / gridBlocks) * gridBlocks;
  }

  /**
   * The snapshot of the next grid block up to the head that can still be witnessed in time; `undefined` when there is
   * none. Call again until there is none.
   *
   * @throws AffineError as the chain's methods; the same one is read again then.
   */
  async next(headBlock: number): Promise<ChainSnapshot | undefined> {
    const { gridBlocks, deadlineBlocks, startBlock } = this.#champion;
    const oldest = Math.max(startBlock, headBlock - deadlineBlocks);
    this.#next = Math.max(this.#next, Math.ceil(oldest / gridBlocks) * gridBlocks);
    while (this.#next <= headBlock) {
      const block = this.#next;
      try {
        const snapshot = await this.#read(block);
        this.#next = block + gridBlocks;
        return snapshot;
      } catch (error) {
        if (!AffineError.isInstance(error) || error.code !== "not_found") throw error;
        this.#log.warn({ block, problem: errorMessage(error) }, "a grid block is left out: the chain does not have it");
        this.#next = block + gridBlocks;
      }
    }
    return undefined;
  }

  async #read(block: number): Promise<ChainSnapshot> {
    const { netuid, roundBlocks } = this.#rules;
    const { gridBlocks } = this.#champion;
    const grid = await readGrid(this.#chain, netuid, block);
    const roster = await readRosterDocument(this.#chain, grid.metagraph, grid.revealed);
    const record: ChainRecord = {
      v: 1,
      kind: "chain",
      netuid,
      block,
      hash: grid.ref.hash,
      validators: participants(grid, this.#champion),
      epochBlocks: grid.epochBlocks,
      roster: encodeDocument(roster).hash,
      beacons: await Promise.all(
        beaconBlocks(block, { roundBlocks, gridBlocks }).map((of) => this.#chain.blockHash(of)),
      ),
      rules: rulesHash(this.#rules),
    };
    return { record, roster };
  }
}
