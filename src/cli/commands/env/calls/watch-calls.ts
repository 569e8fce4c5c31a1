import { once } from "node:events";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { observeCalls } from "../../../../envs/index.ts";
import { entryFile } from "../../../../io/index.ts";
import { guardEnd } from "../../../ending.ts";
import { CallBoard } from "./call-board.ts";
import { endedByModule, PATIENCE_S } from "./patience.ts";
import type { WatcherSettings } from "./watcher.ts";

/** By which `af env dev` tells the processes of its rounds whose end is theirs, too. */
export const PARENT_VARIABLE = "AFFINE_ENV_DEV_PROCESS";

let board: CallBoard | undefined;
const own = new Set<string>();

/**
 * Has the calls of strangers' code in this thread watched: by a thread of its own, or by the one that has begun this
 * thread and given it a board.
 *
 * @param seconds what a call may take; 60 unless told.
 */
export async function watchCalls(seconds: number = PATIENCE_S): Promise<CallBoard> {
  if (board !== undefined) return board;
  const given = isMainThread ? undefined : (workerData as { board?: SharedArrayBuffer } | null)?.board;
  const watched = new CallBoard(given);
  board = watched;
  // Environments of this program are bounded, and wait for the sandbox in a queue.
  observeCalls((environment, call) => (own.has(environment) ? watched.enter(call) : () => undefined));
  if (!isMainThread) return watched;
  const parent = Number(process.env[PARENT_VARIABLE] ?? 0);
  const json = process.argv.includes("--json");
  guardEnd(() => (watched.isEnded ? undefined : endedByModule(watched.read()?.text)), { json });
  const settings: WatcherSettings = {
    board: watched.memory,
    seconds,
    json,
    parent: parent > 0 ? parent : undefined,
  };
  const watcher = new Worker(entryFile("environment-watcher"), { workerData: settings, execArgv: [] });
  await once(watcher, "message");
  watcher.unref();
  return watched;
}

/** Calls of the environments of these names are watched from now on. */
export function watchEnvironments(names: readonly string[]): void {
  for (const name of names) own.add(name);
}

/** Whether an environment was loaded from a module of somebody else's. */
export function isOwnModule(name: string): boolean {
  return own.has(name);
}
