import { AffineError, errorMessage } from "../../core/index.ts";
import { WORKER_STACK_MB } from "../child/settings.ts";
import { DEFAULT_LIMITS } from "../limits.ts";
import type { EngineReport } from "../python-engine.ts";
import { childFiles } from "./child-files.ts";
import type { ChildMessage } from "./child-messages.ts";
import { SandboxChild } from "./child-process.ts";
import type { EngineOptions } from "./engine-options.ts";
import { type Capacity, capacityFor } from "./host-capacity.ts";
import { type BuiltName, cachedPath, defaultCacheFolder, storeBuilt } from "./built-cache.ts";

/** A child process that takes jobs. */
export interface LiveChild {
  readonly child: SandboxChild;
  readonly report: Omit<EngineReport, "reachable">;
}

export interface LiveChildEvents {
  readonly onMessage: (message: ChildMessage, parts: readonly Uint8Array[]) => void;
  /** Called once, if the child ends after it was ready. */
  readonly onDeath: (reason: string) => void;
}

/** Building the module and the snapshot takes about five seconds; a busy machine may make minutes of them. */
const START_MS = 600_000;
const SPARES = 1;
const RUNS_PER_WORKER = 1_000;

/**
 * Starts the child process, with the outer wall if it works here, and waits until its canary has run.
 *
 * @throws AffineError `sandbox_unavailable`.
 */
export async function startChild(options: EngineOptions, events: LiveChildEvents): Promise<LiveChild> {
  const notice = options.onNotice ?? (() => undefined);
  const capacity = capacityFor(options.workers, options.limits?.memoryBytes ?? DEFAULT_LIMITS.memoryBytes);
  if (capacity.notice !== null) notice(capacity.notice);
  const wall = options.outerWall ?? "auto";
  if (wall === "off") return attempt(options, events, capacity, false, "switched off");
  try {
    // Once more: a child that somebody killed while it started says nothing of the wall.
    return await attempt(options, events, capacity, true, null).catch(() =>
      attempt(options, events, capacity, true, null),
    );
  } catch (error) {
    if (wall === "required") throw error;
    const missing = errorMessage(error);
    return attempt(options, events, capacity, false, missing);
  }
}

function attempt(
  options: EngineOptions,
  events: LiveChildEvents,
  capacity: Capacity,
  walled: boolean,
  bubblewrapMissing: string | null,
): Promise<LiveChild> {
  const startedMs = performance.now();
  const cacheFolder = options.cacheFolder === undefined ? defaultCacheFolder() : options.cacheFolder;
  const files = childFiles();
  const settings = {
    wasmPath: files.wasmPath,
    libraryPath: files.libraryPath,
    modulePath: cacheFolder === null ? null : cachedPath(cacheFolder, "module"),
    snapshotPath: cacheFolder === null ? null : cachedPath(cacheFolder, "snapshot"),
    workers: capacity.workers,
    spares: SPARES,
    runsPerWorker: options.runsPerWorker ?? RUNS_PER_WORKER,
    stackMb: WORKER_STACK_MB,
  };
  return new Promise((resolve, reject) => {
    let ready = false;
    const fail = (reason: string): void => {
      clearTimeout(timer);
      reject(unavailable(reason));
    };
    const child = openChild(
      { files, settings, walled },
      {
        onMessage(message, parts) {
          if (message.type === "ready") {
            ready = true;
            clearTimeout(timer);
            resolve({
              child,
              report: {
                workers: capacity.workers,
                workersWanted: capacity.wanted,
                notices: capacity.notice === null ? [] : [capacity.notice],
                node: message.node,
                processId: child.processId ?? 0,
                startMs: performance.now() - startedMs,
                walls: { gate: true, permissions: true, bubblewrap: walled, bubblewrapMissing },
              },
            });
          } else if (message.type === "built") keep(cacheFolder, message.name, parts[0], options);
          else if (message.type === "failed" && !ready) child.kill(message.reason);
          else events.onMessage(message, parts);
        },
        onEnd(reason) {
          if (ready) events.onDeath(reason);
          else fail(reason);
        },
      },
    );
    const timer = setTimeout(() => {
      child.kill(`it was not ready within ${START_MS / 1000} s`);
    }, START_MS);
  });
}

function openChild(...[start, events]: ConstructorParameters<typeof SandboxChild>): SandboxChild {
  try {
    return new SandboxChild(start, events);
  } catch (error) {
    throw unavailable(errorMessage(error));
  }
}

/** What cannot be kept costs a few seconds at the next start and nothing else. */
function keep(folder: string | null, name: BuiltName, bytes: Uint8Array | undefined, options: EngineOptions): void {
  if (folder === null || bytes === undefined) return;
  storeBuilt(folder, name, bytes).catch((error: unknown) => {
    options.onNotice?.(`The interpreter's ${name} cannot be kept in ${folder}: ${errorMessage(error)}`);
  });
}

function unavailable(reason: string): AffineError {
  return new AffineError("sandbox_unavailable", `The sandbox does not start: ${reason}`, {
    hint: "See `af sandbox doctor`.",
  });
}
