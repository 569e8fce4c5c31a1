import { readFileSync } from "node:fs";

/** Whether a process of this machine with this number runs. */
export function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return (error as { code?: unknown }).code === "EPERM";
  }
}

/**
 * What tells a process from a later one with the same number: boot id and start time, on Linux; elsewhere `null`.
 */
export function processBirth(pid: number): string | null {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in parentheses, which may hold spaces; start time is the 22nd field.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return `${boot}/${fields[19] ?? ""}`;
  } catch {
    // No /proc here, or the process is gone: birth is unknown.
    return null;
  }
}
