import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { AffineError } from "../core/index.ts";
import { entryFile } from "../io/index.ts";
import { forwardLines } from "../telemetry/index.ts";
import type { LocalnetChildMessage, LocalnetChildOptions } from "./child.ts";
import type { Localnet } from "./localnet.ts";

/** How long the child may take to close before it is ended the hard way. */
const CLOSE_MS = 1_200;

export interface LocalnetChild {
  readonly run: Localnet["run"];
  /** Resolves with a sentence when the process has ended without being asked to. */
  readonly died: Promise<string>;
  /** Changes the time between blocks, milliseconds. */
  setBlockMs(blockMs: number): void;
  close(): Promise<void>;
}

/**
 * Starts a localnet in a process of its own: models that think do not slow the validator, and share nothing with it.
 *
 * @throws AffineError what {@link startLocalnet} throws there
 */
export async function startLocalnetChild(options: LocalnetChildOptions): Promise<LocalnetChild> {
  const child = fork(entryFile("localnet-process"), { stdio: ["ignore", "inherit", "pipe", "ipc"], execArgv: [] });
  if (child.stderr !== null) forwardLines(child.stderr);
  child.send(options);
  const message = await firstMessage(child);
  if (message.type === "failed") {
    throw new AffineError(message.code, message.message, message.hint === undefined ? {} : { hint: message.hint });
  }
  const exited = once(child, "exit").then(
    ([code, signal]) => `the localnet's process ended (${String(signal ?? code)})`,
  );
  return {
    run: message.run,
    died: exited,
    setBlockMs: (blockMs) => {
      if (child.connected) child.send({ blockMs });
    },
    close: () => end(child, exited),
  };
}

function firstMessage(child: ChildProcess): Promise<LocalnetChildMessage> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as LocalnetChildMessage));
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      reject(new AffineError("internal", `The localnet's process ended while starting (${String(signal ?? code)}).`));
    });
  });
}

async function end(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill("SIGKILL"), CLOSE_MS);
  await exited;
  clearTimeout(timer);
}
