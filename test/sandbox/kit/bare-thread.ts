import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { RunResult } from "../../../src/sandbox/interpreter/interpreter.ts";
import { DEFAULT_LIMITS } from "../../../src/sandbox/limits.ts";
import { childFiles } from "../../../src/sandbox/pool/child-files.ts";
import { parts, pinnedSnapshot } from "./opened-interpreter.ts";

const ENTRY = new URL("../../../dist/sandbox/child/worker-main.js", import.meta.url);

export interface ThreadOptions {
  readonly stackSizeMb?: number;
  readonly patienceMs?: number;
}

/** Runs a program on the compiled worker with nobody around it: no wall clock, and a stack of the given size. */
export async function runInThread(program: string, options: ThreadOptions): Promise<RunResult | "still running"> {
  const worker = new Worker(ENTRY, {
    workerData: {
      module: parts().module,
      library: share(readFileSync(childFiles().libraryPath)),
      snapshot: share(pinnedSnapshot().bytes),
    },
    resourceLimits: { stackSizeMb: options.stackSizeMb ?? 400 },
  });
  try {
    return await new Promise((resolve, reject) => {
      worker.on("error", reject);
      worker.on("message", (message: "ready" | RunResult) => {
        if (message !== "ready") {
          resolve(message);
          return;
        }
        const settings = { ...DEFAULT_LIMITS, fuelTicks: 2_000_000_000, stdin: new Uint8Array(0) };
        worker.postMessage({ program: new TextEncoder().encode(program), ...settings });
        if (options.patienceMs !== undefined) setTimeout(() => resolve("still running"), options.patienceMs);
      });
    });
  } finally {
    await worker.terminate();
  }
}

function share(bytes: Uint8Array): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}
