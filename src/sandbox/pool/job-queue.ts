import type { AffineError } from "../../core/index.ts";
import type { Job } from "../job.ts";
import type { Verdict } from "../verdict.ts";

export interface QueuedJob {
  readonly id: number;
  readonly job: Job;
  readonly resolve: (verdict: Verdict) => void;
  readonly reject: (error: AffineError) => void;
  /** It was in flight when a child died: from then on it is sent alone. */
  suspect: boolean;
  /** Children that died while it was alone in flight. */
  deathsAlone: number;
}

/** Jobs sent ahead for each worker, so that a worker need not wait for our process. */
const AHEAD = 2;
/** Then this host is given up on, for that job: whatever kills a process is the host's trouble and no verdict. */
const MOST_DEATHS_ALONE = 3;

/** Which job is sent when. A job that may have killed a child is sent alone, so that it cannot take others with it. */
export class JobQueue {
  readonly #waiting: QueuedJob[] = [];
  readonly #sent = new Map<number, QueuedJob>();
  #lastId = 0;

  get size(): number {
    return this.#waiting.length + this.#sent.size;
  }

  add(job: Job, resolve: (verdict: Verdict) => void, reject: (error: AffineError) => void): void {
    this.#lastId += 1;
    this.#waiting.push({ id: this.#lastId, job, resolve, reject, suspect: false, deathsAlone: 0 });
  }

  /** The job to be sent now, if any; it then counts as in flight. */
  next(workers: number): QueuedJob | undefined {
    const [head] = this.#waiting;
    if (head === undefined || this.#sent.size >= workers * AHEAD) return undefined;
    if (this.#sent.size > 0 && (head.suspect || [...this.#sent.values()].some(({ suspect }) => suspect))) {
      return undefined;
    }
    this.#waiting.shift();
    this.#sent.set(head.id, head);
    return head;
  }

  /** Takes a job that was in flight out. */
  settle(id: number): QueuedJob | undefined {
    const job = this.#sent.get(id);
    this.#sent.delete(id);
    return job;
  }

  /** The child died: jobs in flight wait again, first in line. Returns the one that is given up, if any. */
  childDied(): QueuedJob | undefined {
    const lost = [...this.#sent.values()];
    this.#sent.clear();
    const [only] = lost;
    if (lost.length === 1 && only !== undefined) {
      only.deathsAlone += 1;
      if (only.deathsAlone >= MOST_DEATHS_ALONE) return only;
    }
    for (const job of lost) job.suspect = true;
    this.#waiting.unshift(...lost);
    return undefined;
  }

  /** Takes everything out. */
  clear(): QueuedJob[] {
    const all = [...this.#sent.values(), ...this.#waiting];
    this.#sent.clear();
    this.#waiting.length = 0;
    return all;
  }
}
