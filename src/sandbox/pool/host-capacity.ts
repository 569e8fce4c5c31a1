import { availableParallelism } from "node:os";
import { AffineError } from "../../core/index.ts";

const MIB = 2 ** 20;
/** The child process itself: Node, compiled code, the shared snapshot. Measured: about 130 MiB. */
const PROCESS_BYTES = 192 * MIB;
/** A worker beside its program's memory: the thread's heap and buffers. */
const WORKER_BYTES = 64 * MIB;

/** How many programs this host can run at once, and why not more. */
export interface Capacity {
  readonly workers: number;
  readonly wanted: number;
  /** A sentence if there are fewer workers than wanted, else null. */
  readonly notice: string | null;
}

/** What the host offers. */
export interface HostResources {
  readonly cores: number;
  /** Free now, within the limits that the system sets for this process. */
  readonly memoryBytes: number;
}

export function hostResources(): HostResources {
  // Knows the limits of a container too.
  return { cores: availableParallelism(), memoryBytes: process.availableMemory() };
}

/**
 * As many workers as wanted (one a core by default), fewer if the memory does not hold that many programs at their
 * limit.
 *
 * @throws AffineError `sandbox_unavailable` if not even one fits.
 */
export function capacityFor(
  wanted: number | undefined,
  memoryBytesPerProgram: number,
  host: HostResources = hostResources(),
): Capacity {
  const goal = wanted ?? Math.max(1, host.cores);
  const perWorker = memoryBytesPerProgram + WORKER_BYTES;
  const fitting = Math.floor((host.memoryBytes - PROCESS_BYTES) / perWorker);
  const free = Math.floor(host.memoryBytes / MIB);
  if (fitting < 1) {
    const needed = Math.ceil((PROCESS_BYTES + perWorker) / MIB);
    throw new AffineError(
      "sandbox_unavailable",
      `The sandbox needs ${needed} MiB of free memory; this host has ${free}.`,
      {
        hint: "Free some memory, raise the container's limit, or lower `memoryBytes`.",
      },
    );
  }
  const workers = Math.min(goal, fitting);
  const shrunk =
    workers < goal
      ? `${workers} of ${goal} sandbox workers: ${free} MiB of free memory hold no more programs of ${Math.floor(memoryBytesPerProgram / MIB)} MiB.`
      : null;
  const crowded =
    goal > host.cores
      ? `${workers} sandbox workers share ${host.cores} core${host.cores === 1 ? "" : "s"}: wall-clock times will suffer.`
      : null;
  return { workers, wanted: goal, notice: shrunk ?? crowded };
}
