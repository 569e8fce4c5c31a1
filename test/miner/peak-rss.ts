import { readFileSync } from "node:fs";

/**
 * The most memory that this process has held, bytes. Linux keeps it by process image (`VmHWM`, proc(5)); `getrusage`,
 * which other systems are asked for, may count what the parent held before the program was started.
 */
export function peakRssBytes(): number {
  if (process.platform !== "linux") return 1_024 * process.resourceUsage().maxRSS;
  return 1_024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1]);
}
