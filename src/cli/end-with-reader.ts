import { fstatSync, write } from "node:fs";
import { pipeNameOf, readersOf, stillReads, systemCode, type PipeReader } from "../io/index.ts";
import { endProcess } from "./ending.ts";

/** How often is looked whether anybody reads still. */
const LOOK_MS = 500;
const STDOUT = 1;
const NOTHING = new Uint8Array();

/**
 * Ends the program, as a write would (`endOnFailedOutput`), soon after the reader of its standard output went away: for
 * commands that tell what comes and may have nothing to tell for hours. A system says that a reader is gone to who writes,
 * and to nobody else through Node: of a socket even a write of nothing tells it, of a pipe who has its other end open
 * does (Linux). Where neither is to be seen, the next write ends the program.
 */
export function endWithReader(): void {
  const look = reader();
  if (look === undefined) return;
  const timer = setInterval(() => {
    look((isGone) => {
      if (isGone) endProcess(0);
      else clearInterval(timer);
    });
  }, LOOK_MS);
  timer.unref();
}

/** Looks once: says true where nobody reads any more, false where that can no longer be known, and else nothing. */
type Look = (say: (isGone: boolean) => void) => void;

function reader(): Look | undefined {
  const stats = fstatSync(STDOUT);
  if (stats.isSocket()) return lookAtSocket;
  const pipe = stats.isFIFO() ? pipeNameOf(STDOUT) : undefined;
  return pipe === undefined ? undefined : lookAtPipe(pipe);
}

const lookAtSocket: Look = (say) => {
  write(STDOUT, NOTHING, (error) => {
    if (error !== null) say(systemCode(error) === "EPIPE");
  });
};

function lookAtPipe(pipe: string): Look | undefined {
  // One that is not to be seen (another user's, beyond a container) is never gone.
  let known: PipeReader | undefined = readersOf(pipe)[0];
  if (known === undefined) return undefined;
  return (say) => {
    const reads = known === undefined ? false : stillReads(known, pipe);
    if (reads === true) return;
    known = reads === undefined ? undefined : readersOf(pipe)[0];
    if (known === undefined) say(reads === false);
  };
}
