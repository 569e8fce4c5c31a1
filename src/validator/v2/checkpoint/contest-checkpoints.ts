import type { Chain } from "../../../chain/chain.ts";
import { errorMessage, withoutPeriod } from "../../../core/index.ts";
import type { WriteGate } from "../../../io/index.ts";
import type { Store } from "../../../store/index.ts";
import type { Logger } from "../../../telemetry/index.ts";
import type { Alarms } from "../../alarms.ts";
import { CheckpointFile, type RefusedCheckpoint } from "./checkpoint-file.ts";
import type { CheckpointOwner, ContestCheckpoint } from "./contest-checkpoint.ts";
import { staleForNetwork, staleForOwnRecords } from "./stale-checkpoint.ts";

export interface ContestCheckpointsOptions {
  readonly path: string;
  /** What its writes go through. */
  readonly gate: WriteGate;
  readonly owner: CheckpointOwner;
  /** Blocks between two checkpoints at least. */
  readonly everyBlocks: number;
  /** True leaves the one that is there alone: everything is read from the beginning. */
  readonly fromGenesis: boolean;
  readonly ownStore: Store;
  /** Where peers' records are. */
  readonly store: Store;
  readonly chain: Pick<Chain, "head" | "blockHash">;
  readonly alarms: Alarms;
  readonly log: Logger;
}

/** Why a checkpoint is not gone on from. */
type Refusal = RefusedCheckpoint | { readonly reason: "stale"; readonly message: string };

/** Reads the checkpoint of an earlier life, says what is wrong with it, and writes new ones as the contest goes on. */
export class ContestCheckpoints {
  readonly #options: ContestCheckpointsOptions;
  readonly #file: CheckpointFile;
  #saved: ContestCheckpoint | undefined;
  /** Taken, and not written before all that it has decided is published. */
  #taken: { readonly block: number; readonly text: string } | undefined;
  #takenBlock = -Infinity;
  #writing: Promise<void> | undefined;

  private constructor(options: ContestCheckpointsOptions) {
    this.#options = options;
    this.#file = new CheckpointFile(options.path, options.owner);
  }

  /** @throws AffineError `file_access`, `disk_full`, `store_transport` */
  static async open(options: ContestCheckpointsOptions): Promise<ContestCheckpoints> {
    const checkpoints = new ContestCheckpoints(options);
    if (options.fromGenesis) options.log.info("the contest is read from the beginning, as told");
    else await checkpoints.#read();
    return checkpoints;
  }

  /** What can be gone on from as far as our own folder tells; chain and peers are asked by {@link confirmed}. */
  get saved(): ContestCheckpoint | undefined {
    return this.#saved;
  }

  /**
   * What is gone on from, once chain and peers' records were looked at.
   *
   * @throws AffineError of chain or store: call again
   */
  async confirmed(): Promise<ContestCheckpoint | undefined> {
    if (this.#saved === undefined) return undefined;
    const stale = await staleForNetwork(this.#saved, this.#options);
    if (stale !== undefined) {
      this.#refuse({ reason: "stale", message: stale });
      this.#saved = undefined;
    }
    return this.#saved;
  }

  /** Everything is read from the beginning: neither what was there nor what waits to be written follows from it. */
  forget(): void {
    this.#saved = undefined;
    this.#taken = undefined;
  }

  /**
   * To be called after each block: takes a checkpoint when it is time, and writes it once everything up to its block is
   * published, so that who starts from it publishes the rest.
   *
   * @param at `decidedBlock`: last grid block decided; `heldBlock`: oldest one that is not published, Infinity for none
   */
  look(at: { decidedBlock: number; heldBlock: number }, take: () => ContestCheckpoint | undefined): void {
    if (this.#options.gate.isClosed) return;
    if (this.#taken === undefined && at.decidedBlock >= this.#takenBlock + this.#options.everyBlocks) {
      this.#takenBlock = at.decidedBlock;
      this.#take(take);
    }
    const { block, text } = this.#taken ?? { block: Infinity, text: "" };
    if (this.#writing !== undefined || this.#taken === undefined || at.heldBlock <= block) return;
    this.#taken = undefined;
    this.#writing = this.#write(block, text).finally(() => (this.#writing = undefined));
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await this.#writing;
  }

  async #read(): Promise<void> {
    const { log, ownStore } = this.#options;
    const found = await this.#file.read();
    if (found === undefined) return;
    if ("reason" in found) {
      this.#refuse(found);
      return;
    }
    const stale = await staleForOwnRecords(found, ownStore);
    if (stale !== undefined) {
      this.#refuse({ reason: "stale", message: stale });
      return;
    }
    this.#saved = found;
    this.#takenBlock = found.block;
    log.info({ block: found.block }, "the contest goes on from its checkpoint");
  }

  #take(take: () => ContestCheckpoint | undefined): void {
    try {
      const taken = take();
      if (taken === undefined) return;
      this.#taken = { block: taken.block, text: JSON.stringify(taken) };
      // What was gone on from is passed.
      this.#saved = undefined;
    } catch (error) {
      // More than one text can hold: a contest goes on without a checkpoint, and not the other way round.
      this.#failed(error);
    }
  }

  async #write(block: number, text: string): Promise<void> {
    const { alarms, log, gate } = this.#options;
    try {
      await gate.write(() => this.#file.write(text));
      alarms.clear("checkpoint");
      log.debug({ block, bytes: text.length }, "checkpoint of the contest written");
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    const { alarms, log } = this.#options;
    log.warn({ err: error }, `no checkpoint of the contest: ${errorMessage(error)}`);
    alarms.raise("checkpoint", `No checkpoint of the contest could be written: ${withoutPeriod(errorMessage(error))}.`);
  }

  #refuse({ reason, message }: Refusal): void {
    const { alarms, log } = this.#options;
    const text = `The checkpoint ${this.#file.path} is ${nameOf(reason)}: ${message}. The contest is read from the beginning`;
    if (reason === "other_program") log.info({ reason }, text);
    else {
      log.warn({ reason }, text);
      alarms.raise("checkpoint", `${text}; the next checkpoint replaces it.`);
    }
  }
}

function nameOf(reason: Refusal["reason"]): string {
  return reason === "other_program" ? "of another program" : reason;
}
