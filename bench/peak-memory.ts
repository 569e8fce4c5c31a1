import { readFileSync } from "node:fs";

/**
 * Most memory that this program held, MiB. What `getrusage` says counts the parent's memory too where a process was made
 * by fork: the kernel takes it over at `exec`. `VmHWM` begins anew.
 */
export function peakMemoryMiB(): number {
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
  if (found === null) throw new Error("/proc/self/status has no VmHWM: memory is measured on Linux.");
  return Number(found[1]) / 1024;
}
