import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, stat, unlink, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as setTimeoutPromise } from "node:timers/promises";
import { z } from "zod";
import { AffineError, sha256Hex } from "../core/index.ts";
import { storeError, systemCode } from "./fs/store-error.ts";
import { processBirth, processIsAlive } from "./process-life.ts";

const HEARTBEAT_MS = 5_000;
/** A process of another machine or container counts as alive this long after its last heartbeat. */
const FOREIGN_LIFE_MS = 30_000;
const MOST_ATTEMPTS = 20;
const ATTEMPT_PAUSE_MS = 10;

const ownerSchema = z.object({
  pid: z.int().positive(),
  host: z.string(),
  birth: z.string().nullable(),
  token: z.string(),
});
type Owner = z.infer<typeof ownerSchema>;

/** Tokens of the locks that this process holds: a restarted container often has its predecessor's number. */
const held = new Set<string>();

/**
 * Keeps a second process off something. The file names its owner; an owner that died is replaced.
 * On the owner's machine it is asked for directly; from elsewhere (another container on the same folder) its heartbeat
 * counts.
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
   * @throws AffineError `locked`, naming the process that holds it.
   */
  static async acquire(path: string, what: string): Promise<LockFile> {
    const token = randomUUID();
    const owner: Owner = { pid: process.pid, host: hostname(), birth: processBirth(process.pid), token };
    const candidate = `${path}.${token}`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(candidate, JSON.stringify(owner), { flag: "wx" });
      held.add(token);
      await take(candidate, path, what);
    } catch (error) {
      held.delete(token);
      throw storeError(`Cannot lock ${path}`, error);
    } finally {
      await unlink(candidate).catch(ignoreMissing);
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
    if (held.delete(this.#token) && (await readOwner(this.path))?.token === this.#token) {
      await unlink(this.path).catch(ignoreMissing);
    }
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
    if ((await readOwner(this.path))?.token !== this.#token) {
      this.#lost = held.has(this.#token);
      return;
    }
    const now = new Date();
    await utimes(this.path, now, now);
  }
}

async function take(candidate: string, path: string, what: string): Promise<void> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    if (await linked(candidate, path)) return;
    const text = await readText(path);
    if (text === undefined) continue;
    const owner = parseOwner(text);
    if (owner !== undefined && (await isAlive(path, owner))) throw lockedError(path, what, owner);
    if (await replaceDead(candidate, path, text)) return;
    await setTimeoutPromise(ATTEMPT_PAUSE_MS);
  }
  throw lockedError(path, what, parseOwner((await readText(path)) ?? ""));
}

/**
 * Takes a dead owner's place. Whoever links the one file named after the dead owner's text may replace it, so that of
 * many only one does; should that one die before, the file named after its own text decides, and so on.
 */
async function replaceDead(candidate: string, path: string, text: string): Promise<boolean> {
  const claims: string[] = [];
  for (let dead = text; ;) {
    const claim = `${path}.after-${sha256Hex(dead).slice(0, 32)}`;
    claims.push(claim);
    if (await linked(candidate, claim)) break;
    const claimant = await readText(claim);
    if (claimant === undefined) return false;
    const owner = parseOwner(claimant);
    if (owner !== undefined && (await isAlive(claim, owner))) return false;
    dead = claimant;
  }
  if ((await readText(path)) !== text) {
    // Somebody was here between our look and our claim; what stands there now is not ours to replace.
    await unlink(claims.at(-1) ?? "").catch(ignoreMissing);
    return false;
  }
  await rename(candidate, path);
  for (const claim of claims) await unlink(claim).catch(ignoreMissing);
  return true;
}

async function linked(candidate: string, path: string): Promise<boolean> {
  try {
    await link(candidate, path);
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  }
}

async function isAlive(path: string, owner: Owner): Promise<boolean> {
  if (owner.host !== hostname()) {
    const found = await stat(path).catch(ignoreMissing);
    return found !== undefined && Date.now() - found.mtimeMs < FOREIGN_LIFE_MS;
  }
  if (owner.pid === process.pid) return held.has(owner.token);
  if (!processIsAlive(owner.pid)) return false;
  return owner.birth === null || owner.birth === (processBirth(owner.pid) ?? owner.birth);
}

async function readOwner(path: string): Promise<Owner | undefined> {
  return parseOwner((await readText(path)) ?? "");
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(ignoreMissing);
}

function parseOwner(text: string): Owner | undefined {
  try {
    return ownerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // Not JSON: a lock is linked whole, so this is no owner of ours.
    return undefined;
  }
}

function lockedError(path: string, what: string, owner: Owner | undefined): AffineError {
  const who = owner === undefined ? "another process" : `process ${owner.pid} on ${owner.host}`;
  return new AffineError("locked", `${what}: ${who} is writing there.`, {
    hint: `Stop that process first. If it is gone (another machine or container), wait 30 seconds or delete ${path}.`,
    details: { path, pid: owner?.pid, host: owner?.host },
  });
}

function ignoreMissing(error: unknown): undefined {
  if (systemCode(error) !== "ENOENT") throw error;
  return undefined;
}
