import { Worker } from "node:worker_threads";
import { AffineError, errorMessage } from "../../core/index.ts";
import { entryFile } from "../../io/index.ts";
import type { Sample } from "../statistics.ts";
import type { Part } from "./experiment.ts";
import type { WorkerReply } from "./reply.ts";
import { runPart } from "./run-part.ts";

export interface WorkOptions {
  /** Threads; 1 works in this thread. */
  readonly workers: number;
  readonly signal?: AbortSignal;
  /** Called after each part. */
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Runs parts on so many threads; the samples come in the order of the parts, whoever ran them.
 *
 * @throws AffineError `interrupted` when the signal fires, or what a part threw.
 */
export async function runParts(parts: readonly Part[], options: WorkOptions): Promise<readonly (readonly Sample[])[]> {
  const workers = Math.min(options.workers, parts.length);
  return workers <= 1 ? runHere(parts, options) : runOnThreads(parts, workers, options);
}

async function runHere(parts: readonly Part[], { signal, onProgress }: WorkOptions): Promise<(readonly Sample[])[]> {
  const all: (readonly Sample[])[] = [];
  for (const part of parts) {
    // Signals and timers get a turn between parts.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted === true) throw interrupted();
    all.push(await runPart(part));
    onProgress?.(all.length, parts.length);
  }
  return all;
}

async function runOnThreads(
  parts: readonly Part[],
  count: number,
  { signal, onProgress }: WorkOptions,
): Promise<(readonly Sample[])[]> {
  const entry = entryFile("simulate-thread");
  const all = new Array<readonly Sample[]>(parts.length).fill([]);
  const threads = Array.from({ length: count }, () => new Worker(entry));
  let next = 0;
  let done = 0;
  try {
    await Promise.all(
      threads.map(async (thread) => {
        for (let place = next++; place < parts.length; place = next++) {
          all[place] = await ask(thread, parts[place] as Part, signal);
          done += 1;
          onProgress?.(done, parts.length);
        }
      }),
    );
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  return all;
}

function ask(thread: Worker, part: Part, signal: AbortSignal | undefined): Promise<readonly Sample[]> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(interrupted());
      return;
    }
    const onAbort = (): void => settle(() => reject(interrupted()));
    const onError = (cause: unknown): void => settle(() => reject(broken(errorMessage(cause))));
    const onExit = (exitCode: number): void => settle(() => reject(broken(`it ended with exit code ${exitCode}`)));
    const onMessage = (reply: WorkerReply): void =>
      settle(() => {
        if ("samples" in reply) resolve(reply.samples);
        else reject(failed(reply.failure));
      });
    // One by one: a worker has listeners of its own, without which it falls silent.
    const settle = (outcome: () => void): void => {
      signal?.removeEventListener("abort", onAbort);
      thread.off("error", onError).off("exit", onExit).off("message", onMessage);
      outcome();
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    thread.on("error", onError).on("exit", onExit).on("message", onMessage);
    thread.postMessage(part);
  });
}

function failed({ code, message, hint }: Extract<WorkerReply, { failure: unknown }>["failure"]): AffineError {
  return new AffineError(code, message, hint === undefined ? {} : { hint });
}

function broken(reason: string): AffineError {
  return new AffineError("internal", `A thread of the simulator broke: ${reason}`);
}

function interrupted(): AffineError {
  return new AffineError("interrupted", "The simulation was stopped.");
}
