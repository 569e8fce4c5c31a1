import { stat } from "node:fs/promises";
import { hostname } from "node:os";
import { z } from "zod";
import { readRegularFile } from "../files/read-regular-file.ts";
import { ignoreMissing } from "../files/system-error.ts";
import { processBirth, processIsAlive, processPlace } from "./process-life.ts";

/** Whoever cannot be asked for (another machine or container) counts as alive this long after its last heartbeat. */
export const FOREIGN_LIFE_MS = 30_000;
/** Owners are far shorter; the name may belong to something else. */
const MOST_BYTES = 65_536;

const ownerSchema = z.object({
  pid: z.int().positive(),
  host: z.string(),
  /** Where the number means something; owners before 0.2 had none, nor did those of embedded chains tell a birth. */
  place: z.string().optional(),
  birth: z.string().nullable().default(null),
  token: z.string(),
});
export type LockOwner = z.output<typeof ownerSchema>;

/** Tokens of the locks that this process holds, across loaded copies of this package. */
const HELD = Symbol.for("affine.locks");
const shared = globalThis as { [HELD]?: Set<string> | undefined };
export const heldTokens: Set<string> = shared[HELD] ?? new Set();
shared[HELD] = heldTokens;

/** This process, as the owner of a lock. */
export function thisOwner(token: string): LockOwner {
  return { pid: process.pid, host: hostname(), place: processPlace(), birth: processBirth(process.pid), token };
}

/** What a lock file says; `undefined` when there is none. @throws AffineError `file_access` for a folder, a pipe, … */
export async function readLock(path: string): Promise<string | undefined> {
  return (await readRegularFile(path, { maxBytes: MOST_BYTES }))?.toString("utf8");
}

/** `undefined` for what is no owner of ours. */
export function parseOwner(text: string | undefined): LockOwner | undefined {
  if (text === undefined) return undefined;
  try {
    return ownerSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Whether the owner of a lock file may still work. One of this machine is asked for: it is gone when it was killed,
 * reaped or not, or when its number belongs to a later process. One from elsewhere counts by its heartbeat, and so does
 * what cannot be read: a lock is linked whole, but another version's may look otherwise.
 */
export async function isAlive(path: string, owner: LockOwner | undefined): Promise<boolean> {
  if (owner === undefined || owner.host !== hostname() || (owner.place ?? processPlace()) !== processPlace()) {
    const found = await stat(path).catch(ignoreMissing);
    return found !== undefined && Date.now() - found.mtimeMs < FOREIGN_LIFE_MS;
  }
  const birth = processBirth(owner.pid);
  // A restarted container often gives its first process the number of the one before.
  if (owner.pid === process.pid) return heldTokens.has(owner.token) || (birth !== null && owner.birth === birth);
  return processIsAlive(owner.pid) && (owner.birth === null || birth === null || owner.birth === birth);
}
