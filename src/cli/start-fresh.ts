import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { AffineError } from "../core/index.ts";
import { ignoreMissing, processIsAlive } from "../io/index.ts";
import { readRunFile } from "../config/index.ts";
import { isOwnWallet, walletFolder } from "../localnet/index.ts";

/** What a demo leaves in its data folder; nothing else in it is touched. */
const LEFT_BEHIND = [
  "records",
  "transcripts",
  "documents",
  "journal",
  "cache",
  "localnet",
  "wallets",
  "push",
  "run.json",
  "page.json",
];
/** Where in the data folder the network before is kept. */
export const BEFORE = "before";

/**
 * Deletes what earlier demos left in a data folder.
 *
 * @throws AffineError `locked` while one still runs from it
 */
export async function startFresh(home: string): Promise<void> {
  refuseRunning(home);
  for (const name of [...LEFT_BEHIND, BEFORE]) await rm(join(home, name), { recursive: true, force: true });
}

/**
 * Puts what a demo left in a data folder aside, into `before`, where it can still be verified, and deletes what lay
 * there. Keys that somebody else made stay: the next network knows nothing of them, and they can be registered there.
 *
 * @returns the folder where it is now
 * @throws AffineError `locked` while one still runs from it
 */
export async function setAside(home: string): Promise<string> {
  refuseRunning(home);
  const before = join(home, BEFORE);
  await rm(before, { recursive: true, force: true });
  await mkdir(before, { recursive: true });
  for (const name of LEFT_BEHIND) await rename(join(home, name), join(before, name)).catch(ignoreMissing);
  await mkdir(walletFolder(home), { recursive: true, mode: 0o700 });
  for (const wallet of (await readdir(walletFolder(before)).catch(ignoreMissing)) ?? []) {
    if (isOwnWallet(wallet)) continue;
    await rename(join(walletFolder(before), wallet), join(walletFolder(home), wallet));
  }
  return before;
}

function refuseRunning(home: string): void {
  const run = readRunFile(join(home, "run.json"));
  if (run === undefined || run.pid === process.pid || !processIsAlive(run.pid)) return;
  throw new AffineError("locked", `Process ${run.pid} runs a localnet from ${home}: it cannot begin anew.`, {
    hint: "Stop it first, or use another folder with --home.",
  });
}
