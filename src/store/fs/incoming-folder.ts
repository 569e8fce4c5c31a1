import { randomBytes } from "node:crypto";
import { readdir, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { processIsAlive } from "../process-life.ts";
import { systemCode } from "./store-error.ts";

const NAME = /^([0-9]+)-([0-9a-f]{12})-[0-9]+$/;
const ABANDONED_AFTER_MS = 24 * 3_600_000;
/** Tells this process from an earlier one with the same number. */
const processToken = randomBytes(6).toString("hex");
let counter = 0;

/** A name for a file that is being written: nobody else has it. */
export function incomingName(): string {
  counter += 1;
  return `${process.pid}-${processToken}-${counter}`;
}

/** Removes half-written files whose writers are gone. */
export async function cleanIncoming(folder: string): Promise<number> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return 0;
    throw error;
  }
  let removed = 0;
  for (const name of names) {
    if (!(await isAbandoned(folder, name))) continue;
    await unlink(join(folder, name)).catch(ignoreMissing);
    removed += 1;
  }
  return removed;
}

async function isAbandoned(folder: string, name: string): Promise<boolean> {
  const [, pid, token] = NAME.exec(name) ?? [];
  if (token === processToken) return false;
  if (pid === undefined || Number(pid) === process.pid || !processIsAlive(Number(pid))) return true;
  try {
    const { mtimeMs } = await stat(join(folder, name));
    return Date.now() - mtimeMs > ABANDONED_AFTER_MS;
  } catch (error) {
    ignoreMissing(error);
    return false;
  }
}

/** Somebody else was faster. */
function ignoreMissing(error: unknown): void {
  if (systemCode(error) !== "ENOENT") throw error;
}
