import type { MinerView, Owner, Submission } from "../attack.ts";
import { Model, type ModelSpec } from "./model.ts";

/** A miner of the simulated world. */
export class Miner implements MinerView {
  readonly id: string;
  readonly owner: Owner;
  readonly coldkey: string;
  readonly ready: Model;
  readonly committedBlock: number;
  /** Place in the order of commitments. */
  readonly order: number;
  state: MinerView["state"] = "waiting";
  /** Rounds in which it was asked. */
  rounds = 0;

  constructor(submission: Submission, difficultyShare: number, order: number, committedBlock: number) {
    this.id = `m${order}`;
    this.owner = submission.owner;
    this.coldkey = submission.coldkey;
    this.ready = new Model(submission.model, difficultyShare);
    this.order = order;
    this.committedBlock = committedBlock;
  }

  get model(): ModelSpec {
    return this.ready.spec;
  }
}
