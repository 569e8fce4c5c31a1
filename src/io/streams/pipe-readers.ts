import { lstatSync, readdirSync, readlinkSync } from "node:fs";
import { systemCode } from "../files/system-error.ts";
import { processIsAlive } from "../lock/process-life.ts";

/** Who may read in a pipe: an open file of another process. */
export interface PipeReader {
  readonly process: number;
  readonly file: string;
}

/** Linux tells of every process of the same user which files it has open, in which direction. */
const PROCESSES = "/proc";
const MAY_READ = 0o400;

/** The pipe behind an open file of ours as the system names it, or `undefined` where it does not say. */
export function pipeNameOf(fd: number): string | undefined {
  try {
    return readlinkSync(`${PROCESSES}/self/fd/${fd}`);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return undefined;
  }
}

/** Other processes' open ends of a pipe that can be read, as far as they are to be seen. */
export function readersOf(pipe: string): PipeReader[] {
  const own = String(process.pid);
  return entries(PROCESSES)
    .filter((name) => /^\d+$/.test(name) && name !== own)
    .flatMap((name) => {
      const folder = `${PROCESSES}/${name}/fd`;
      return entries(folder)
        .map((file) => `${folder}/${file}`)
        .filter((file) => stands(file, pipe) === true && mayRead(file))
        .map((file) => ({ process: Number(name), file }));
    });
}

/** Whether a reader has the pipe open still; `undefined` where that is no longer to be seen. */
export function stillReads({ process: number, file }: PipeReader, pipe: string): boolean | undefined {
  // Of one that has ended and is not yet reaped only its parent's user sees the files.
  return processIsAlive(number) ? stands(file, pipe) : false;
}

function stands(file: string, pipe: string): boolean | undefined {
  try {
    return readlinkSync(file) === pipe;
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    return code === "ENOENT" || code === "ESRCH" ? false : undefined;
  }
}

/** The link to an open file has the rights with which it was opened. */
function mayRead(file: string): boolean {
  try {
    return (lstatSync(file).mode & MAY_READ) !== 0;
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return false;
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return [];
  }
}
