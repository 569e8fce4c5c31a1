import { link, lstat, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { AffineError, canonicalJson, errorMessage } from "../core/index.ts";
import { readRegularFile, syncFolder, writeNewFile, makeFolders } from "../io/index.ts";
import type { Logger } from "../telemetry/index.ts";
import { jsonNames, wasFirst } from "./spool-files.ts";
import { jobResultSchema, jobSchema, laneOf, type Job, type JobResult } from "./job.ts";
import type { KeptTurn } from "./episode-turn.ts";
import { SpoolOwner } from "./spool-owner.ts";
import { SpoolTurns } from "./spool-turns.ts";
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

const FORMAT = 1;
const FOLDERS = ["pending", "claimed", "done", "broken", "owners", "temporary", "turns"] as const;
/** Files written at a time: enough to keep a disk busy, few enough to leave descriptors for others. */
const WRITES_AT_ONCE = 32;
/** A result holds a whole answer with its reasoning, of at most 4 MiB, perhaps escaped. */
const MOST_ENTRY_BYTES = 64 << 20;

/**
 * The embedded work queue: a folder of small files, one a job, moved by atomic renames from `pending` to `claimed`
 * (the rename is the claim) to `done`. Several processes of one machine may share it.
 */
export class SpoolQueue implements WorkQueue {
  readonly #folder: string;
  readonly #log: Logger;
  readonly #capacity: number;
  readonly #pollMs: number;
  readonly #sweepMs: number;
  readonly #owner: SpoolOwner;
  readonly #turns: SpoolTurns;
  readonly #held = new Map<string, string>();
  readonly #waiting = new Set<() => void>();
  #free: string[] = [];
  #sweptAtMs = 0;
  #counter = 0;

  private constructor(options: SpoolOptions, owner: SpoolOwner) {
    this.#folder = options.folder;
    this.#log = options.log;
    this.#capacity = options.capacity ?? 20_000;
    this.#pollMs = options.pollMs ?? 100;
    this.#sweepMs = Math.min(1000, (options.leaseMs ?? 30_000) / 4);
    this.#owner = owner;
    this.#turns = new SpoolTurns(this.#path("turns"), options.log);
  }

  /** @throws AffineError `state_version` when another version of the program left its journal there. */
  static async open(options: SpoolOptions): Promise<SpoolQueue> {
    for (const name of FOLDERS) await makeFolders(join(options.folder, name), 0o700);
    const owner = await SpoolOwner.enter(join(options.folder, "owners"), options.leaseMs ?? 30_000, (error) => {
      options.log.error({ err: error }, "the work queue's heartbeat could not be written");
    });
    const queue = new SpoolQueue(options, owner);
    await queue.#checkFormat();
    await queue.#sweep();
    return queue;
  }

  async add(jobs: readonly Job[]): Promise<"added" | "refused"> {
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
    const held = this.#path("claimed", `${id}~${this.#owner.id}.json`);
    if (!(await wasFirst(rename(this.#path("pending", `${id}.json`), held)))) return undefined;
    const job = await this.#read(held, jobSchema);
    if (job === undefined) return undefined;
    this.#held.set(id, held);
    return {
      job,
      journal: { turns: await this.#turns.read(id), keep: (turns) => this.#keep(id, held, turns) },
      complete: (result) => this.#complete(id, held, result),
      release: () => this.#release(id, held),
    };
  }

  /** The claim's own file tells whether it is still held: a process that slept too long finds it gone. */
  async #keep(id: string, held: string, turns: readonly KeptTurn[]): Promise<boolean> {
    await this.#owner.beat();
    if (!(await wasFirst(lstat(held)))) return false;
    await this.#turns.keep(id, turns);
    return wasFirst(lstat(held));
  }

  async #complete(id: string, held: string, result: JobResult): Promise<boolean> {
    const first = await this.#put("done", id, jobResultSchema.parse(result));
    await syncFolder(this.#path("done"));
    this.#held.delete(id);
    const stillHeld = await wasFirst(unlink(held));
    await this.#turns.forget(id);
    this.#changed();
    return first && stillHeld;
  }

  async #release(id: string, held: string): Promise<void> {
    this.#held.delete(id);
    await wasFirst(rename(held, this.#path("pending", `${id}.json`)));
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
    await Promise.all(
      ids.map(async (id) => {
        await wasFirst(unlink(this.#path("done", `${id}.json`)));
        // Its runner may have died between handing over the result and this.
        await this.#turns.forget(id);
      }),
    );
  }

  async size(): Promise<QueueSize> {
    const [pending, claimed, done, broken] = await Promise.all(
      FOLDERS.slice(0, 4).map(async (name) => (await jsonNames(this.#path(name))).length),
    );
    return { pending: pending ?? 0, claimed: claimed ?? 0, done: done ?? 0, broken: broken ?? 0 };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#held].map(([id, held]) => this.#release(id, held)));
    await this.#owner.leave();
    this.#changed();
  }

  async #checkFormat(): Promise<void> {
    const path = this.#path("format");
    const temporary = this.#path("temporary", `format~${this.#owner.id}.json`);
    await writeNewFile(temporary, `${FORMAT}\n`);
    await wasFirst(link(temporary, path), "EEXIST");
    await wasFirst(unlink(temporary));
    const found = String((await readRegularFile(path, { maxBytes: 4096 })) ?? "")
      .trim()
      .slice(0, 20);
    if (found === String(FORMAT)) return;
    await this.#owner.leave();
    throw new AffineError("state_version", `The work queue in ${this.#folder} has format "${found}", not ${FORMAT}.`, {
      hint: "Let the version of affine that wrote it finish its work, or delete the folder.",
    });
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
        // It died between handing over the result and letting go of the job.
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

function idOfName(name: string): string {
  return name.slice(0, name.search(/~|\.json$/));
}

function ownerOfName(name: string): string {
  return name.slice(name.indexOf("~") + 1, -".json".length);
}
