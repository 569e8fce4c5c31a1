import { readFileSync } from "node:fs";

const MIB = 2 ** 20;
/** Clock ticks a second in /proc: 100 on every Linux that Node runs on. */
const CLOCK_TICKS = 100;

/** Processor time that a process and its threads have used. */
export function cpuSeconds(processId: number): number {
  const fields = readFileSync(`/proc/${processId}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS;
}

export function residentMib(processId: number): number {
  return (Number(readFileSync(`/proc/${processId}/statm`, "utf8").split(" ")[1]) * 4096) / MIB;
}
