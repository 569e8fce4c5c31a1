import { randomUUID } from "node:crypto";
import { rm, unlink, utimes } from "node:fs/promises";
import { dirname } from "node:path";
import { AffineError } from "../../core/index.ts";
import { makeFolder } from "../files/folder.ts";
import { fileFailure, ignoreMissing } from "../files/system-error.ts";
import { sweepOnce, temporaryName } from "../files/temporary-name.ts";
import { writeNewFile } from "../files/write-new-file.ts";
import { heldTokens, type LockOwner, parseOwner, readLock, thisOwner } from "./lock-owner.ts";
import { takeLock } from "./take-lock.ts";

const HEARTBEAT_MS = 5_000;

export interface LockOptions {
  /** Another way out for whoever is refused, one sentence: "Connect to it over HTTP." */
  readonly hint?: string;
  /** Facts for the refusal's `details`. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Keeps a second process off something. The file names its owner; an owner that died is replaced.
 * On the owner's machine it is asked for directly; from elsewhere (another container on the same folder) its heartbeat
 * counts.
 *
 * @example
 * const lock = await LockFile.acquire("journal/validator.lock", "The data folder .affine");
 * try { … } finally { await lock.release(); }
 */
export class LockFile {
  readonly path: string;
  readonly #token: string;
  #heartbeat: NodeJS.Timeout | undefined;
  #lost = false;

  private constructor(path: string, token: string) {
    this.path = path;
    this.#token = token;
  }

  /**
   * @param what What is locked, for the message: "The records of 5F…".
   * @throws AffineError `locked`, naming the process that holds it; `file_access` or `disk_full` where no lock can be
   */
  static async acquire(path: string, what: string, options: LockOptions = {}): Promise<LockFile> {
    const token = randomUUID();
    const candidate = temporaryName(path);
    let other: LockOwner | "unknown" | undefined;
    // Where a file stands in its place nothing can be cleared away either, and its own error says so.
    await makeFolder(dirname(path));
    try {
      await sweepOnce(dirname(path));
      // On the disk before it has the lock's name: after a power cut an empty lock would name nobody.
      await writeNewFile(candidate, JSON.stringify(thisOwner(token)));
      heldTokens.add(token);
      other = await takeLock(candidate, path);
    } catch (error) {
      heldTokens.delete(token);
      throw fileFailure(`Cannot lock ${path}`, error);
    } finally {
      await rm(candidate, { force: true });
    }
    if (other !== undefined) {
      heldTokens.delete(token);
      throw lockedError(path, what, other, options);
    }
    const lock = new LockFile(path, token);
    lock.#beat();
    return lock;
  }

  /** Whether somebody took the lock away, for instance by deleting the file; then nothing must be written any more. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Removes the file. */
  async release(): Promise<void> {
    clearTimeout(this.#heartbeat);
    this.#heartbeat = undefined;
    if (heldTokens.delete(this.#token) && (await this.#isOurs())) await unlink(this.path).catch(ignoreMissing);
  }

  #beat(): void {
    this.#heartbeat = setTimeout(() => {
      this.#check().then(
        () => {
          if (this.#heartbeat !== undefined && !this.#lost) this.#beat();
        },
        () => {
          this.#lost = true;
        },
      );
    }, HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  async #check(): Promise<void> {
    if (!(await this.#isOurs())) {
      this.#lost = heldTokens.has(this.#token);
      return;
    }
    const now = new Date();
    await utimes(this.path, now, now);
  }

  async #isOurs(): Promise<boolean> {
    return parseOwner(await readLock(this.path))?.token === this.#token;
  }
}

function lockedError(
  path: string,
  what: string,
  owner: LockOwner | "unknown",
  { hint, details }: LockOptions,
): AffineError {
  const who = owner === "unknown" ? "another process" : `process ${owner.pid} on ${owner.host}`;
  const gone = `If it is gone (another machine or container), wait 30 seconds or delete ${path}.`;
  return new AffineError("locked", `${what}: ${who} is writing there.`, {
    hint: ["Stop that process first.", hint, gone].filter((part) => part !== undefined).join(" "),
    details: { ...details, path, ...(owner === "unknown" ? {} : { pid: owner.pid, host: owner.host }) },
  });
}
