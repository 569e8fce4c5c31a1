import type { BlockRef, Chain, Epoch, Hyperparameters, Metagraph, WeightVector } from "../chain/chain.ts";
import { sentence, weightObstacles } from "../chain/index.ts";
import type { Alarms } from "./alarms.ts";
import type { SealedCommit, WeightJournal } from "./weight-journal.ts";

/**
 * Blocks of an epoch after which weights that are revealed in it should show: the network's clients seal for 3 blocks
 * after its first one, and the beacon's round takes a block or two to get on chain.
 */
const REVEALED_AFTER_BLOCKS = 8;

export interface RevealView {
  readonly head: BlockRef;
  readonly epoch: Epoch;
  readonly hyperparameters: Hyperparameters;
  readonly metagraph: Metagraph;
}

/**
 * Compares what commit-reveal reveals with what was committed. LastUpdate says only that a commit was taken: one that
 * does not open vanishes without a word, and the weights of an epoch before stay in force.
 */
export class RevealWatch {
  readonly #chain: Chain;
  readonly #netuid: number;
  readonly #hotkey: string;
  readonly #journal: WeightJournal;
  readonly #alarms: Alarms;

  constructor(options: { chain: Chain; netuid: number; hotkey: string; journal: WeightJournal; alarms: Alarms }) {
    this.#hotkey = options.hotkey;
    this.#chain = options.chain;
    this.#netuid = options.netuid;
    this.#journal = options.journal;
    this.#alarms = options.alarms;
  }

  /** A commit landed, or something that may be one. */
  async expect(commit: SealedCommit): Promise<void> {
    if (this.#journal.commits.some(({ block }) => block === commit.block)) return;
    await this.#journal.keep({ commits: [...this.#journal.commits, commit] });
  }

  /**
   * Plain weights landed: what was committed before them is not waited for any more, but the chain may reveal it yet.
   *
   * @param window the one that they landed in
   */
  async overtake({ block, window }: Pick<SealedCommit, "block" | "window">, periodEpochs: number): Promise<void> {
    const commits = this.#journal.commits
      .map((commit) => (commit.block > block ? commit : { ...commit, overtaken: true as const }))
      // Of windows before, they were revealed before these landed, if ever.
      .filter((commit) => commit.block > block || commit.window + periodEpochs >= window);
    await this.#journal.keep({ commits });
    if (this.awaited.length === 0) this.#alarms.clear("weights_not_revealed");
  }

  /** Commits that must show when their time has come. */
  get awaited(): readonly SealedCommit[] {
    return this.#journal.commits.filter(({ overtaken }) => overtaken !== true);
  }

  /**
   * Reads the weights in force when some should have been revealed by now, and raises an alarm while they are not ours.
   *
   * @throws what the chain's reads throw, and the journal's writes.
   */
  async look(uid: number, view: RevealView): Promise<void> {
    const { may, must } = this.#due(view);
    const newest = must.at(-1);
    if (newest === undefined) return;
    const shown = (await this.#chain.weights(this.#netuid, view.head)).get(uid);
    const found = may.findLast(({ weights }) => shown !== undefined && sameVector(shown, weights));
    if (found !== undefined && found.window >= newest.window) {
      await this.#journal.keep({ commits: this.#journal.commits.filter(({ window }) => window > found.window) });
      this.#alarms.clear("weights_not_revealed");
      return;
    }
    this.#alarms.raise(
      "weights_not_revealed",
      `The weights committed at block ${newest.block} (${vectorText(newest.weights)}) should be in force since the ` +
        `epoch of block ${view.epoch.startBlock}; the chain shows ${vectorText(shown)}. ${this.#whyNot(newest, view)}`,
    );
  }

  /** What the chain holds against the commit now: it says nothing when it throws one away. */
  #whyNot({ weights, versionKey }: SealedCommit, { hyperparameters, metagraph }: RevealView): string {
    const hotkey = this.#hotkey;
    const obstacles = weightObstacles({ hotkey, weights, versionKey, metagraph, hyperparameters });
    if (obstacles.length === 0)
      return "No condition of the chain is against them now: a change of tempo, version or permit meanwhile would explain it.";
    const reasons = obstacles.map(({ message }) => message).join("; ");
    return `They cannot be set: ${reasons}. ${sentence(obstacles.map(({ remedy }) => remedy))}`;
  }

  /** Commits that may show at this block, and those that must unless a later one does; oldest first. */
  #due({ head, epoch, hyperparameters }: RevealView): Record<"may" | "must", SealedCommit[]> {
    const { tempo, commitReveal } = hyperparameters;
    const newest = epoch.index - commitReveal.periodEpochs;
    const settled = head.number >= epoch.startBlock + Math.min(REVEALED_AFTER_BLOCKS, tempo - 1);
    const may = this.awaited.filter(({ window }) => window <= newest).sort((a, b) => a.window - b.window);
    return { may, must: may.filter(({ window }) => settled || window < newest) };
  }
}

export function sameVector(left: WeightVector, right: WeightVector): boolean {
  return left.size === right.size && [...left].every(([uid, share]) => right.get(uid) === share);
}

/** A vector for messages. */
export function vectorText(vector: WeightVector | undefined): string {
  if (vector === undefined || vector.size === 0) return "none";
  return [...vector].map(([uid, share]) => `uid ${uid} ${share}/65535`).join(", ");
}
