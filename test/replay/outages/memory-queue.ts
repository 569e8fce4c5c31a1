import {
  laneOf,
  type Claim,
  type Job,
  type JobResult,
  type KeptTurn,
  type QueueSize,
  type WorkQueue,
} from "../../../src/rounds/index.ts";

/** A work queue in memory that outlives its runner: what a killed runner held comes back. Waits for changes, not clocks. */
export class MemoryQueue implements WorkQueue {
  readonly #pending = new Map<string, Job>();
  readonly #claimed = new Map<string, Job>();
  readonly #done = new Map<string, JobResult>();
  readonly #known = new Set<string>();
  readonly #turns = new Map<string, readonly KeptTurn[]>();
  readonly #waiting = new Set<() => void>();
  #isStale = false;

  add(jobs: readonly Job[]): Promise<"added" | "refused"> {
    for (const job of jobs) {
      if (this.#known.has(job.id)) continue;
      this.#known.add(job.id);
      this.#pending.set(job.id, job);
    }
    this.#changed();
    return Promise.resolve("added");
  }

  claim({ exceptLanes }: { exceptLanes?: ReadonlySet<string> } = {}): Promise<Claim | undefined> {
    this.#isStale = false;
    let id: string | undefined;
    for (const key of this.#pending.keys()) {
      if ((id === undefined || key < id) && exceptLanes?.has(laneOf(key)) !== true) id = key;
    }
    const job = id === undefined ? undefined : this.#pending.get(id);
    if (id === undefined || job === undefined) return Promise.resolve(undefined);
    this.#pending.delete(id);
    this.#claimed.set(id, job);
    return Promise.resolve({
      job,
      journal: {
        turns: this.#turns.get(job.id) ?? [],
        keep: (turns) => {
          if (!this.#claimed.has(job.id)) return Promise.resolve(false);
          this.#turns.set(job.id, [...turns]);
          return Promise.resolve(true);
        },
      },
      complete: (result) => Promise.resolve(this.#complete(job.id, result)),
      release: () => {
        this.#release(job);
        return Promise.resolve();
      },
    });
  }

  #complete(id: string, result: JobResult): boolean {
    if (!this.#claimed.delete(id)) return false;
    this.#done.set(id, result);
    this.#changed();
    return true;
  }

  #release(job: Job): void {
    if (this.#claimed.delete(job.id)) this.#pending.set(job.id, job);
    this.#changed();
  }

  waitForChange(signal?: AbortSignal): Promise<void> {
    if (this.#isStale || signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        signal?.removeEventListener("abort", wake);
        this.#waiting.delete(wake);
        resolve();
      };
      signal?.addEventListener("abort", wake);
      this.#waiting.add(wake);
    });
  }

  results(limit: number): Promise<JobResult[]> {
    return Promise.resolve([...this.#done.values()].slice(0, limit));
  }

  acknowledge(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#done.delete(id);
    return Promise.resolve();
  }

  size(): Promise<QueueSize> {
    const [pending, claimed, done] = [this.#pending.size, this.#claimed.size, this.#done.size];
    return Promise.resolve({ pending, claimed, done, broken: 0 });
  }

  /** What was held is free again. */
  close(): Promise<void> {
    for (const [id, job] of this.#claimed) this.#pending.set(id, job);
    this.#claimed.clear();
    this.#changed();
    return Promise.resolve();
  }

  #changed(): void {
    this.#isStale = true;
    for (const wake of this.#waiting) wake();
  }
}
