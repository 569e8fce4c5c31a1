/** What waits: a job of somebody. */
export interface Queued {
  readonly owner: string;
}

/** A queue in which owners take turns, so that nobody waits for all of another's jobs. */
export class FairQueue<Job extends Queued> {
  readonly #lines = new Map<string, Job[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(job: Job): void {
    const line = this.#lines.get(job.owner);
    if (line === undefined) this.#lines.set(job.owner, [job]);
    else line.push(job);
    this.#size += 1;
  }

  /** Takes the oldest job of the owner who has waited longest since their last turn, among those allowed. */
  take(allowed: (owner: string) => boolean): Job | undefined {
    for (const [owner, line] of this.#lines) {
      if (!allowed(owner)) continue;
      const job = line.shift();
      // To the end of the map: the next turn is somebody else's.
      this.#lines.delete(owner);
      if (line.length > 0) this.#lines.set(owner, line);
      if (job !== undefined) this.#size -= 1;
      return job;
    }
    return undefined;
  }

  /** Takes one job out, wherever it stands. @returns whether it was still waiting. */
  remove(job: Job): boolean {
    const line = this.#lines.get(job.owner);
    const place = line?.indexOf(job) ?? -1;
    if (line === undefined || place === -1) return false;
    line.splice(place, 1);
    if (line.length === 0) this.#lines.delete(job.owner);
    this.#size -= 1;
    return true;
  }

  /** Takes everything. */
  drain(): Job[] {
    const all = [...this.#lines.values()].flat();
    this.#lines.clear();
    this.#size = 0;
    return all;
  }
}
