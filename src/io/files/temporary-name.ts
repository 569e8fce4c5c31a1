import { randomBytes } from "node:crypto";
import { readdir, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "../../core/index.ts";
import { processBirth, processIsAlive, processPlace } from "../lock/process-life.ts";
import { ignoreMissing } from "./system-error.ts";

/** `<name>.<machine>-<process>-<its birth>-<random>.new` */
const NAME = /\.([0-9a-f]{8})-([0-9]{1,10})-([0-9a-f]{12})-[0-9a-f]{8}\.new$/;
const ABANDONED_AFTER_MS = 24 * 3_600_000;
const swept = new Set<string>();

const birthToken = (pid: number): string => sha256Hex(processBirth(pid) ?? "unknown").slice(0, 12);
const here = (): string => sha256Hex(processPlace()).slice(0, 8);
/** This process's part of its names: what it is made of is read from the system, and does not change while it lives. */
let own: string | undefined;

/** A name beside `path` for a file that is being written: nobody else has it, and it tells who writes. */
export function temporaryName(path: string): string {
  own ??= `${here()}-${process.pid}-${birthToken(process.pid)}`;
  return `${path}.${own}-${randomBytes(4).toString("hex")}.new`;
}

/**
 * Whether a file is one that somebody was writing who is gone: killed, or a process of another machine that has not
 * touched it for a day. `undefined` for the name of anything else.
 */
export async function isAbandoned(folder: string, name: string): Promise<boolean | undefined> {
  const [, place, pid, birth] = NAME.exec(name) ?? [];
  if (pid === undefined) return undefined;
  if (place === here()) return !processIsAlive(Number(pid)) || birthToken(Number(pid)) !== birth;
  const found = await stat(join(folder, name)).catch(ignoreMissing);
  return found !== undefined && Date.now() - found.mtimeMs > ABANDONED_AFTER_MS;
}

/** Removes what writers that were killed have left in a folder; once for each folder of this process. */
export async function sweepOnce(folder: string): Promise<void> {
  if (swept.has(folder)) return;
  swept.add(folder);
  for (const name of (await readdir(folder).catch(ignoreMissing)) ?? []) {
    if ((await isAbandoned(folder, name)) === true) await unlink(join(folder, name)).catch(ignoreMissing);
  }
}
