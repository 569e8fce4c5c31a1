import type { RolloutRecord } from "../../../record/index.ts";
import type { ReadPosition, ShardRead, Store } from "../../../store/index.ts";
import type { ContestCheckpoint } from "./contest-checkpoint.ts";
import { readScores, ScoreTrail } from "./score-trail.ts";

/** The window of scores after a restart: what a checkpoint goes past is read again beside the contest. */
export class ScoreRestore {
  readonly #options: {
    readonly netuid: number;
    readonly hotkey: string;
    readonly windowBlocks: number;
    readonly ownStore: Store;
    readonly store: Store;
    readonly onRollout: (record: RolloutRecord, validator: string) => void;
  };
  readonly #trail: ScoreTrail;
  #wanted: Pick<ContestCheckpoint, "contest" | "window"> | undefined;

  constructor(options: {
    netuid: number;
    hotkey: string;
    windowBlocks: number;
    ownStore: Store;
    store: Store;
    onRollout: (record: RolloutRecord, validator: string) => void;
  }) {
    this.#options = options;
    this.#trail = new ScoreTrail(options.windowBlocks);
  }

  /** Whether there are scores that are wanted and not read yet. */
  get isReading(): boolean {
    return this.#wanted !== undefined;
  }

  /** A contest went on from a checkpoint: the scores before it are wanted. */
  want(checkpoint: Pick<ContestCheckpoint, "contest" | "window">): void {
    this.#wanted = checkpoint;
    for (const [hotkey, position] of checkpoint.window) this.#trail.passed(hotkey, 0, position);
  }

  passed({ header }: Pick<ShardRead, "header">, position: ReadPosition): void {
    this.#trail.passed(header.hotkey, header.lastBlock, position);
  }

  save(headBlock: number): ContestCheckpoint["window"] {
    return this.#trail.save(headBlock);
  }

  /** Reads what is wanted. @throws AffineError `store_transport`: call again. */
  async read(): Promise<void> {
    const wanted = this.#wanted;
    if (wanted === undefined) return;
    const { netuid, hotkey: self, ownStore, store, onRollout } = this.#options;
    const from = new Map(wanted.window);
    const chains = new Map(
      wanted.contest.positions.flatMap(([hotkey, { last }]) =>
        last === null
          ? []
          : [[hotkey, { from: from.get(hotkey), to: last.seq, store: hotkey === self ? ownStore : store }] as const],
      ),
    );
    await readScores(chains, netuid, onRollout);
    this.#wanted = undefined;
  }
}
