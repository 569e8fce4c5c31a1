import { link, rename, unlink } from "node:fs/promises";
import { sha256Hex } from "../../core/index.ts";
import { ignoreMissing, systemCode } from "../files/system-error.ts";
import { pause } from "../time/pause.ts";
import { isAlive, type LockOwner, parseOwner, readLock } from "./lock-owner.ts";

const MOST_ATTEMPTS = 20;
const ATTEMPT_PAUSE_MS = 10;

/**
 * Gives a file that names its owner the name of the lock.
 *
 * @returns who has it instead, `"unknown"` when it cannot be read; `undefined` when it is ours
 */
export async function takeLock(candidate: string, path: string): Promise<LockOwner | "unknown" | undefined> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    if (await linked(candidate, path)) return undefined;
    const text = await readLock(path);
    if (text === undefined) continue;
    const owner = parseOwner(text);
    if (await isAlive(path, owner)) return owner ?? "unknown";
    if (await replaceDead(candidate, path, text)) return undefined;
    await pause(ATTEMPT_PAUSE_MS);
  }
  return parseOwner(await readLock(path)) ?? "unknown";
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
    const claimant = await readLock(claim);
    if (claimant === undefined) return false;
    if (await isAlive(claim, parseOwner(claimant))) return false;
    dead = claimant;
  }
  if ((await readLock(path)) !== text) {
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
