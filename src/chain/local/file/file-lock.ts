import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { z } from "zod";
import { AffineError, errorMessage } from "../../../core/index.ts";

const ownerSchema = z.object({
  token: z.string(),
  pid: z.int().positive(),
  host: z.string(),
  /** The process's start in clock ticks since boot, where the system tells: a pid alone may be used again. */
  started: z.string().nullable(),
});
type Owner = z.infer<typeof ownerSchema>;

/** Keeps a second process (or a second chain of this one) off a file, by a file `<file>.lock` beside it. */
export class FileLock {
  readonly #path: string;
  readonly #token: string;

  private constructor(path: string, token: string) {
    this.#path = path;
    this.#token = token;
  }

  /** @throws AffineError `locked` that names the holder. */
  static async acquire(file: string): Promise<FileLock> {
    const path = `${file}.lock`;
    await mkdir(dirname(path), { recursive: true });
    const token = randomUUID();
    const owner: Owner = { token, pid: process.pid, host: hostname(), started: await startOf(process.pid) };
    const candidate = `${path}.${token}`;
    await writeFile(candidate, JSON.stringify(owner), { mode: 0o600 });
    try {
      if (!(await tryLink(candidate, path))) {
        await removeStale(file, path);
        if (!(await tryLink(candidate, path))) throw locked(file, path, "another process");
      }
    } finally {
      await rm(candidate, { force: true });
    }
    return new FileLock(path, token);
  }

  async release(): Promise<void> {
    if ((await readOwner(this.#path))?.token === this.#token) await rm(this.#path, { force: true });
  }
}

/**
 * Removes a dead holder's lock. Whoever links `<lock>.<its token>` first may do so; that name exists once, so that two
 * processes which saw the same dead holder cannot both go on, nor take away a lock that was made in the meantime.
 */
async function removeStale(file: string, path: string): Promise<void> {
  const owner = await readOwner(path);
  if (owner === undefined) return;
  if (await isAlive(owner)) throw locked(file, path, `process ${owner.pid} on ${owner.host}`);
  const claim = `${path}.${owner.token}.dead`;
  if (!(await tryLink(path, claim))) throw locked(file, path, "another process that is just starting");
  try {
    if ((await readOwner(claim))?.token === owner.token) await rm(path, { force: true });
  } finally {
    await rm(claim, { force: true });
  }
}

/** False when the new name exists or the old one does not. */
async function tryLink(existing: string, name: string): Promise<boolean> {
  try {
    await link(existing, name);
    return true;
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === "EEXIST" || code === "ENOENT") return false;
    throw thrown;
  }
}

async function readOwner(path: string): Promise<Owner | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw thrown;
  }
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AffineError("locked", `The lock file ${path} is not readable: ${errorMessage(cause)}`, {
      hint: "Make sure that no chain runs on this file, then remove the lock file.",
      cause,
    });
  }
}

async function isAlive(owner: Owner): Promise<boolean> {
  // A process of another host or container cannot be looked at from here: better safe.
  if (owner.host !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
  return owner.started === null || owner.started === (await startOf(owner.pid));
}

/** Field 22 of Linux's /proc/<pid>/stat; `null` elsewhere. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A killed process that nobody has waited for yet holds nothing any more.
    return fields[0] === "Z" || fields[0] === "X" ? "ended" : (fields[19] ?? null);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== undefined) return null;
    throw thrown;
  }
}

function locked(file: string, path: string, holder: string): AffineError {
  return new AffineError("locked", `The embedded chain's file ${file} is in use by ${holder}.`, {
    hint: `Stop it, or connect to it over HTTP. If nothing runs, remove ${path}.`,
    details: { file },
  });
}
