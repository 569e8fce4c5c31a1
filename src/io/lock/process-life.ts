import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Unit of times in /proc (`sysconf(_SC_CLK_TCK)`), 100 on every Linux there is. */
const TICKS_PER_SECOND = 100;

/** Whether a process of this machine with this number runs. One that was killed and is not yet reaped does not. */
export function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const state = statusOf(pid)?.[0];
  return state !== "Z" && state !== "X";
}

/**
 * What tells a process from a later one with the same number: boot id and start time, on Linux; elsewhere `null`.
 */
export function processBirth(pid: number): string | null {
  const startTime = statusOf(pid)?.[19];
  const boot = readIfThere(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
  return startTime === undefined || boot === undefined ? null : `${boot}/${startTime}`;
}

/**
 * Milliseconds since 1970 at which a process began, to a second or so; `undefined` where that is not known (no /proc).
 */
export function processStartedAtMs(pid: number): number | undefined {
  const ticks = Number(statusOf(pid)?.[19]);
  const bootS = Number(/^btime (\d+)$/m.exec(readIfThere(() => readFileSync("/proc/stat", "utf8")) ?? "")?.[1]);
  return Number.isFinite(ticks) && Number.isFinite(bootS) ? (bootS + ticks / TICKS_PER_SECOND) * 1000 : undefined;
}

/**
 * Where numbers of processes mean the same: the machine's name, and on Linux the space of numbers of the container.
 */
export function processPlace(): string {
  return `${hostname()} ${readIfThere(() => readlinkSync("/proc/self/ns/pid")) ?? ""}`.trim();
}

/** Fields of Linux's /proc/<pid>/stat from the third on (proc_pid_stat(5)): state first, start time at 19. */
function statusOf(pid: number): string[] | undefined {
  const stat = readIfThere(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  // The second field is the command in parentheses, which may hold spaces.
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** `undefined` where there is no /proc, it is hidden, or the process is gone. */
function readIfThere(read: () => string): string | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}
