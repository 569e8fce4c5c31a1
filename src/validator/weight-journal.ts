import { z } from "zod";
import type { WeightVector } from "../chain/chain.ts";
import type { WeightAttempt } from "./next-weight-action.ts";
import { JsonFile, type WriteGate } from "../io/index.ts";
import { JOURNAL_LIMITS } from "./journal-limits.ts";

/** Weights that the chain holds sealed: they should show once their epoch has come. */
export interface SealedCommit {
  /** Epoch in which the commit landed. */
  readonly window: number;
  /** Block of LastUpdate. */
  readonly block: number;
  readonly weights: WeightVector;
  /** The subnet's version key when it was sealed, which the chain compares again at the reveal. */
  readonly versionKey?: number;
  /**
   * Weights that were set in the open landed after it: it is not waited for. Where the chain reveals it all the same,
   * what was set in the open is overwritten, by us.
   */
  readonly overtaken?: true;
}

const vector = z.array(z.tuple([z.int().min(0).max(65_535), z.int().min(1).max(65_535)]));
const block = z.int().nonnegative();

const sealedCommit = z.strictObject({
  window: z.int().nonnegative(),
  block,
  weights: vector,
  versionKey: z.int().nonnegative().exactOptional(),
  overtaken: z.literal(true).exactOptional(),
});

const stateSchema = z.strictObject({
  v: z.literal(1),
  block,
  window: z.int().nonnegative(),
  weights: vector,
  outcome: z.enum(["unknown", "taken", "refused"]),
  retryBlock: block,
  doubtful: vector.optional(),
  plain: z.literal(true).optional(),
  setWindow: z.int().nonnegative().optional(),
  commits: z.array(sealedCommit).default([]),
});

/** What a weight setter must not forget: its last attempt, the last window that has weights, commits not yet seen. */
export class WeightJournal {
  readonly #file: JsonFile<z.infer<typeof stateSchema>>;
  #attempt: WeightAttempt | undefined;
  #commits: readonly SealedCommit[] = [];
  #setWindow: number | undefined;

  private constructor(path: string, gate: WriteGate | undefined) {
    this.#file = new JsonFile(path, stateSchema, JOURNAL_LIMITS, gate);
  }

  /** @throws AffineError `state_version` or `state_corrupt` for a journal that cannot be read. */
  static async open(path: string, gate?: WriteGate): Promise<WeightJournal> {
    const journal = new WeightJournal(path, gate);
    const stored = await journal.#file.read();
    if (stored === undefined) return journal;
    const { commits, doubtful, weights, outcome, retryBlock, window, plain } = stored;
    journal.#attempt = {
      block: stored.block,
      window,
      weights: new Map(weights),
      outcome,
      retryBlock,
      ...(doubtful === undefined ? {} : { doubtful: new Map(doubtful) }),
      ...(plain === undefined ? {} : { plain }),
    };
    journal.#setWindow = stored.setWindow;
    journal.#commits = commits.map((commit) => ({ ...commit, weights: new Map(commit.weights) }));
    return journal;
  }

  get attempt(): WeightAttempt | undefined {
    return this.#attempt;
  }

  get commits(): readonly SealedCommit[] {
    return this.#commits;
  }

  /** The last window that was seen to have its weights. */
  get setWindow(): number | undefined {
    return this.#setWindow;
  }

  /** Durable when resolved, once there was an attempt; the state is the new one only then. */
  async keep(change: {
    attempt?: WeightAttempt;
    commits?: readonly SealedCommit[];
    setWindow?: number;
  }): Promise<void> {
    const { attempt = this.#attempt, commits = this.#commits, setWindow = this.#setWindow } = change;
    if (attempt !== undefined) {
      const { doubtful, ...rest } = attempt;
      await this.#file.write({
        v: 1,
        ...rest,
        weights: [...attempt.weights],
        ...(doubtful === undefined ? {} : { doubtful: [...doubtful] }),
        ...(setWindow === undefined ? {} : { setWindow }),
        commits: commits.map((commit) => ({ ...commit, weights: [...commit.weights] })),
      });
    }
    this.#attempt = attempt;
    this.#commits = commits;
    this.#setWindow = setWindow;
  }
}
