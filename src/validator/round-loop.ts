import type { QueueSize, WorkQueue } from "../rounds/index.ts";
import { pause } from "../io/index.ts";
import type { ChainView } from "./chain-view.ts";
import type { Judge } from "./judge.ts";
import type { Troubles } from "./troubles.ts";

/** While the queue is well, a block waits so long for its rounds, so that its status tells of them. */
const PATIENCE_MS = 2_000;
const TROUBLE_PAUSE_MS = 500;

export interface RoundLoopOptions {
  readonly judge: Pick<Judge, "schedule">;
  readonly queue: Pick<WorkQueue, "size">;
  readonly troubles: Troubles;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Holds the rounds beside the loop of blocks: a queue that is away, full or silent keeps rounds from being held, and
 * nothing else. Only the newest block matters; a round that cannot be added in time is counted by who schedules it.
 */
export class RoundLoop {
  readonly #options: RoundLoopOptions;
  #due: ChainView | undefined;
  #running: Promise<void> | undefined;
  #isWell = true;
  #size: QueueSize = { pending: 0, claimed: 0, done: 0, broken: 0 };

  constructor(options: RoundLoopOptions) {
    this.#options = options;
  }

  /** As last seen. */
  get size(): QueueSize {
    return this.#size;
  }

  /** A block has come: its rounds are due. Waits a moment at most, and not at all while the queue fails. */
  async follow(view: ChainView): Promise<void> {
    this.#due = view;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    if (!this.#isWell) return;
    const enough = new AbortController();
    await Promise.race([this.#running, pause(PATIENCE_MS, enough.signal)]);
    enough.abort();
  }

  /** Resolves when what is under way has ended. */
  async ended(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    const { judge, queue, troubles, signal } = this.#options;
    while (this.#due !== undefined && !signal.aborted) {
      const view = this.#due;
      try {
        await judge.schedule(view);
        this.#size = await queue.size();
        this.#isWell = true;
        troubles.clear("rounds");
        if (this.#due === view) this.#due = undefined;
      } catch (error) {
        // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- the signal changes during the step
        if (signal.aborted) return;
        this.#isWell = false;
        troubles.raise("rounds", error, "queue_trouble");
        await pause(TROUBLE_PAUSE_MS, signal);
      }
    }
  }
}
