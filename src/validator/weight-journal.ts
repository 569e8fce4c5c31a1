import { z } from "zod";
import type { WeightVector } from "../chain/chain.ts";
import type { WeightAttempt } from "./next-weight-action.ts";
import { StateFile } from "./state-file.ts";

/** Weights that the chain holds sealed: they should show once their epoch has come. */
export interface SealedCommit {
  /** Epoch in which the commit landed. */
  readonly window: number;
  /** Block of LastUpdate. */
  readonly block: number;
  readonly weights: WeightVector;
}

const vector = z.array(z.tuple([z.int().min(0).max(65_535), z.int().min(1).max(65_535)]));
const block = z.int().nonnegative();

const stateSchema = z.strictObject({
  v: z.literal(1),
  block,
  window: z.int().nonnegative(),
  weights: vector,
  outcome: z.enum(["unknown", "taken", "refused"]),
  retryBlock: block,
  doubtful: vector.optional(),
  commits: z.array(z.strictObject({ window: z.int().nonnegative(), block, weights: vector })).default([]),
});

/** What a weight setter must not forget: its last attempt, and the commits whose reveal it has not seen. */
export class WeightJournal {
  readonly #file: StateFile<z.infer<typeof stateSchema>>;
  #attempt: WeightAttempt | undefined;
  #commits: readonly SealedCommit[] = [];

  private constructor(path: string) {
    this.#file = new StateFile(path, stateSchema);
  }

  /** @throws AffineError `state_version` or `state_corrupt` for a journal that cannot be read. */
  static async open(path: string): Promise<WeightJournal> {
    const journal = new WeightJournal(path);
    const stored = await journal.#file.read();
    if (stored === undefined) return journal;
    const { commits, doubtful, weights, outcome, retryBlock, window } = stored;
    journal.#attempt = {
      block: stored.block,
      window,
      weights: new Map(weights),
      outcome,
      retryBlock,
      ...(doubtful === undefined ? {} : { doubtful: new Map(doubtful) }),
    };
    journal.#commits = commits.map((commit) => ({ ...commit, weights: new Map(commit.weights) }));
    return journal;
  }

  get attempt(): WeightAttempt | undefined {
    return this.#attempt;
  }

  get commits(): readonly SealedCommit[] {
    return this.#commits;
  }

  /** Durable when resolved; the state is the new one only then. */
  async keep({
    attempt = this.#attempt,
    commits = this.#commits,
  }: Partial<Pick<WeightJournal, "attempt" | "commits">>) {
    if (attempt === undefined) return;
    const { doubtful, ...plain } = attempt;
    await this.#file.write({
      v: 1,
      ...plain,
      weights: [...attempt.weights],
      ...(doubtful === undefined ? {} : { doubtful: [...doubtful] }),
      commits: commits.map((commit) => ({ ...commit, weights: [...commit.weights] })),
    });
    this.#attempt = attempt;
    this.#commits = commits;
  }
}
