import { link, lstat, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { canonicalJson, errorMessage } from "../core/index.ts";
import { readRegularFile, syncFolder, writeNewFile, makeFolders, WriteGate } from "../io/index.ts";
import type { Logger } from "../telemetry/index.ts";
import { idOfName, jsonNames, ownerOfName, wasFirst } from "./spool-files.ts";
import { checkFormat } from "./spool-format.ts";
import { jobResultSchema, jobSchema, laneOf, type Job, type JobResult } from "./job.ts";
import type { KeptTurn } from "./episode-turn.ts";
import { SpoolOwner } from "./spool-owner.ts";
import { TurnFiles } from "./turn-files.ts";
import type { Claim, QueueSize, WorkQueue } from "./work-queue.ts";

export interface SpoolOptions {
  /** Folder of the spool, such as `<data>/journal/queue`; made when missing. */
  readonly folder: string;
  readonly log: Logger;
  /** Jobs that may wait or be claimed at once. Default 20,000. */
  readonly capacity?: number;
  /** A process silent for so long has lost its claims. Default 30,000. */
  readonly leaseMs?: number;
  /** How often other processes' changes are looked for. Default 100. */
  readonly pollMs?: number;
}

const FOLDERS = ["pending", "claimed", "done", "broken", "owners", "temporary", "turns"] as const;
/** Files written at a time: enough to keep a disk busy, few enough to leave descriptors for others. */
const WRITES_AT_ONCE = 32;
/** A result holds a whole answer with its reasoning, of at most 4 MiB, perhaps escaped. */
const MOST_ENTRY_BYTES = 64 << 20;

/** A claim of this process: its file, and what ends the work on it. */
interface Held {
  readonly path: string;
  readonly lost: AbortController;
}

/**
 * The embedded work queue: a folder of small files, one a job, moved by atomic renames from `pending` to `claimed`
 * (the rename is the claim) to `done`. Several processes of one machine may share it.
 */
export class SpoolQueue implements WorkQueue {
  readonly #folder: string;
  readonly #adding: WriteGate;
  readonly #log: Logger;
  readonly #capacity: number;
  readonly #pollMs: number;
  readonly #sweepMs: number;
  #owner!: SpoolOwner;
  readonly #turns: TurnFiles;
  readonly #held = new Map<string, Held>();
  readonly #waiting = new Set<() => void>();
  #free: string[] = [];
  #sweptAtMs = 0;
  #counter = 0;

  private constructor(options: SpoolOptions) {
    this.#folder = options.folder;
    this.#adding = new WriteGate(`The work queue in ${options.folder}`);
    this.#log = options.log;
    this.#capacity = options.capacity ?? 20_000;
    this.#pollMs = options.pollMs ?? 100;
    this.#sweepMs = Math.min(1000, (options.leaseMs ?? 30_000) / 4);
    this.#turns = new TurnFiles(this.#path("turns"), options.log);
  }

  /** @throws AffineError `state_version` when another version of the program left its journal there. */
  static async open(options: SpoolOptions): Promise<SpoolQueue> {
    for (const name of FOLDERS) await makeFolders(join(options.folder, name), 0o700);
    const queue = new SpoolQueue(options);
    queue.#owner = await SpoolOwner.enter(join(options.folder, "owners"), options.leaseMs ?? 30_000, {
      onFailure: (error) => options.log.error({ err: error }, "the work queue's heartbeat could not be written"),
      onLost: () => queue.#loseClaims(),
    });
    try {
      await checkFormat(options.folder, queue.#owner.id);
    } catch (error) {
      await queue.#owner.leave();
      throw error;
    }
    await queue.#sweep();
    return queue;
  }

  /** @throws AffineError also `interrupted`, once the queue is closed here */
  add(jobs: readonly Job[]): Promise<"added" | "refused"> {
    return this.#adding.write(() => this.#add(jobs));
  }

  async #add(jobs: readonly Job[]): Promise<"added" | "refused"> {
    // Read in the order in which jobs move, so that none slips through between two listings.
    const pending = await jsonNames(this.#path("pending"));
    const claimed = await jsonNames(this.#path("claimed"));
    const done = await jsonNames(this.#path("done"));
    const known = new Set([...pending, ...claimed, ...done].map(idOfName));
    const fresh = jobs.filter((job) => !known.has(job.id));
    if (pending.length + claimed.length + fresh.length > this.#capacity) return "refused";
    for (let start = 0; start < fresh.length; start += WRITES_AT_ONCE) {
      await Promise.all(fresh.slice(start, start + WRITES_AT_ONCE).map((job) => this.#put("pending", job.id, job)));
    }
    await syncFolder(this.#path("pending"));
    this.#changed();
    return "added";
  }

  async claim(options: { exceptLanes?: ReadonlySet<string> } = {}): Promise<Claim | undefined> {
    const allowed = (name: string): boolean => options.exceptLanes?.has(laneOf(name)) !== true;
    for (let looks = 0; looks < 2; looks += 1) {
      let at = this.#free.findIndex(allowed);
      while (at >= 0) {
        const [name] = this.#free.splice(at, 1);
        const claim = name === undefined ? undefined : await this.#take(idOfName(name));
        if (claim !== undefined) return claim;
        at = this.#free.findIndex(allowed);
      }
      if (Date.now() - this.#sweptAtMs >= this.#sweepMs) await this.#sweep();
      this.#free = await jsonNames(this.#path("pending"));
    }
    return undefined;
  }

  async #take(id: string): Promise<Claim | undefined> {
    const held = { path: this.#path("claimed", `${id}~${this.#owner.id}.json`), lost: new AbortController() };
    this.#held.set(id, held);
    const job = (await wasFirst(rename(this.#path("pending", `${id}.json`), held.path)))
      ? await this.#unanswered(id, held.path)
      : undefined;
    if (job === undefined) {
      this.#letGo(id, held);
      return undefined;
    }
    return {
      job,
      journal: { turns: await this.#turns.read(id), keep: (turns) => this.#keep(id, held, turns) },
      lost: held.lost.signal,
      complete: (result) => this.#complete(id, held, result),
      release: () => this.#release(id, held),
    };
  }

  /** The job of a claim; `undefined` where its runner died between handing over the result and letting go of it. */
  async #unanswered(id: string, path: string): Promise<Job | undefined> {
    if (await this.#exists("done", id)) {
      await wasFirst(unlink(path));
      return undefined;
    }
    return this.#read(path, jobSchema);
  }

  /** Others have taken this process for dead, since it slept: what it held is being done by somebody else. */
  #loseClaims(): void {
    this.#log.warn({ claims: this.#held.size }, "this process slept for longer than its lease; its claims are lost");
    for (const { lost } of this.#held.values()) lost.abort();
    this.#held.clear();
  }

  #letGo(id: string, held: Held): void {
    if (this.#held.get(id) === held) this.#held.delete(id);
  }

  /** The claim's own file tells whether it is still held: a process that slept too long finds it gone. */
  async #keep(id: string, { path, lost }: Held, turns: readonly KeptTurn[]): Promise<boolean> {
    await this.#owner.beat();
    if (lost.signal.aborted || !(await wasFirst(lstat(path)))) return false;
    await this.#turns.keep(id, turns);
    return wasFirst(lstat(path));
  }

  async #complete(id: string, held: Held, result: JobResult): Promise<boolean> {
    const first = await this.#put("done", id, jobResultSchema.parse(result));
    await syncFolder(this.#path("done"));
    this.#letGo(id, held);
    const stillHeld = await wasFirst(unlink(held.path));
    await this.#turns.forget(id);
    this.#changed();
    return first && stillHeld;
  }

  async #release(id: string, held: Held): Promise<void> {
    this.#letGo(id, held);
    await wasFirst(rename(held.path, this.#path("pending", `${id}.json`)));
    this.#changed();
  }

  async waitForChange(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", wake);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, this.#pollMs);
      signal?.addEventListener("abort", wake);
      this.#waiting.add(wake);
    });
  }

  async results(limit: number): Promise<JobResult[]> {
    const names = (await jsonNames(this.#path("done"))).slice(0, limit);
    const results = await Promise.all(names.map((name) => this.#read(this.#path("done", name), jobResultSchema)));
    return results.filter((result) => result !== undefined);
  }

  async acknowledge(ids: readonly string[]): Promise<void> {
    await this.#removeClaims(new Set(ids));
    await Promise.all(
      ids.map(async (id) => {
        await wasFirst(unlink(this.#path("done", `${id}.json`)));
        await this.#turns.forget(id);
      }),
    );
  }

  /**
   * Of answered jobs whose runner died between handing over the result and letting go of the job: once the result is
   * forgotten nothing would say that they were answered, and they would begin anew. In the order in which a sweep brings
   * them back; a runner that takes one meanwhile sees the result, which is still there.
   */
  async #removeClaims(ids: ReadonlySet<string>): Promise<void> {
    for (const folder of ["claimed", "pending"]) {
      const answered = (await jsonNames(this.#path(folder))).filter((name) => ids.has(idOfName(name)));
      for (const name of answered) await wasFirst(unlink(this.#path(folder, name)));
    }
  }

  async size(): Promise<QueueSize> {
    const [pending, claimed, done, broken] = await Promise.all(
      FOLDERS.slice(0, 4).map(async (name) => (await jsonNames(this.#path(name))).length),
    );
    return { pending: pending ?? 0, claimed: claimed ?? 0, done: done ?? 0, broken: broken ?? 0 };
  }

  async close(): Promise<void> {
    await this.#adding.close();
    await Promise.all([...this.#held].map(([id, held]) => this.#release(id, held)));
    await this.#owner.leave();
    this.#changed();
  }

  /** Brings back what dead owners held and clears up what they left half written. */
  async #sweep(): Promise<void> {
    this.#sweptAtMs = Date.now();
    const claimed = await jsonNames(this.#path("claimed"));
    const dead = await this.#owner.dead(claimed.map(ownerOfName));
    for (const name of claimed.filter((entry) => dead.has(ownerOfName(entry)))) {
      const id = idOfName(name);
      const pending = this.#path("pending", `${id}.json`);
      if (await wasFirst(rename(this.#path("claimed", name), pending))) {
        this.#log.info({ job: id }, "a job came back from a runner that is gone");
        // As `#unanswered`, at once.
        if (await this.#exists("done", id)) await wasFirst(unlink(pending));
      }
    }
    for (const name of await jsonNames(this.#path("temporary"))) {
      if (dead.has(ownerOfName(name))) await wasFirst(unlink(this.#path("temporary", name)));
    }
  }

  async #exists(folder: string, id: string): Promise<boolean> {
    return wasFirst(lstat(this.#path(folder, `${id}.json`)));
  }

  /** False when the id was there already. */
  async #put(folder: "pending" | "done", id: string, value: Job | JobResult): Promise<boolean> {
    this.#counter += 1;
    const temporary = this.#path("temporary", `${this.#counter}~${this.#owner.id}.json`);
    await wasFirst(writeNewFile(temporary, canonicalJson(value)), "EEXIST");
    const first = await wasFirst(link(temporary, this.#path(folder, `${id}.json`)), "EEXIST");
    await wasFirst(unlink(temporary));
    return first;
  }

  /** The entry, or `undefined` for one that is gone or broken; a broken one is set aside, for it would come again. */
  async #read<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
    try {
      const bytes = await readRegularFile(path, { maxBytes: MOST_ENTRY_BYTES });
      return bytes && schema.parse(JSON.parse(bytes.toString("utf8")));
    } catch (error) {
      this.#log.error({ file: path, problem: errorMessage(error) }, "a broken entry of the work queue was set aside");
      await wasFirst(rename(path, this.#path("broken", path.slice(path.lastIndexOf("/") + 1))));
      return undefined;
    }
  }

  #path(...parts: readonly string[]): string {
    return join(this.#folder, ...parts);
  }

  #changed(): void {
    for (const wake of this.#waiting) wake();
  }
}
