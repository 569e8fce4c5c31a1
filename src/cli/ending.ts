import type { Writable } from "node:stream";
import type { AffineError } from "../core/index.ts";
import { reportError } from "./report-error.ts";

let isTold = false;
let isGuarded = false;

/** Ends the process now, for a reason of this program's own that was told or needs no word. */
export function endProcess(code?: number): never {
  isTold = true;
  // Given as it is, one that is not told would mean 0.
  process.exit(code ?? process.exitCode);
}

/** The end that comes was told, so that it needs no other word. */
export function endIsTold(): void {
  isTold = true;
}

/**
 * From now on code of strangers runs in this process. Who ends the process before the command is done does so against the
 * command, whatever the exit code: that is told, and the exit code is that of the error. And the command ends with its
 * work, whatever that code leaves open.
 *
 * @param fault what is to be told; nothing where it was told by somebody else.
 */
export function guardEnd(fault: () => AffineError | undefined, options: { json: boolean }): void {
  if (isGuarded) return;
  isGuarded = true;
  process.on("exit", () => {
    const error = isTold ? undefined : fault();
    if (error !== undefined) process.exitCode = reportError(error, { ...options, trace: false });
  });
}

/** To be called when the command is done: where strangers' code runs nothing else ends the process, timers of its own least. */
export async function endWithWork(): Promise<void> {
  if (!isGuarded) return;
  await flushed(process.stdout);
  await flushed(process.stderr);
  endProcess();
}

/** Waits until all is written, however slow the reader. */
async function flushed(stream: Writable): Promise<void> {
  if (stream.writable) await new Promise((resolve) => stream.write("", resolve));
}
