import { writeSync } from "node:fs";
import { totalmem } from "node:os";
import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import type { AffineError } from "../../../../core/index.ts";
import { errorText } from "../../../error-text.ts";
import { CallBoard } from "./call-board.ts";
import { LOOK_MS, Patience, tooLate, tooMuchMemory } from "./patience.ts";
import { heapOfMain, stopMain } from "./stop-main.ts";

/** What the watcher of a process is started with. */
export interface WatcherSettings {
  readonly board: SharedArrayBuffer;
  readonly seconds: number;
  readonly json: boolean;
  /** The process whose end is this one's, too. */
  readonly parent: number | undefined;
}

/**
 * Entry of the thread that watches code of strangers in the main thread: what never comes back there, or eats the memory,
 * ends the process with a line that says what it is; so does the end of the process that has begun this one.
 */
const { board: memory, seconds, json, parent } = workerData as WatcherSettings;
const board = new CallBoard(memory);
const patience = new Patience(board, seconds);

const HEAP_BYTES = getHeapStatistics().heap_size_limit;
/** Of the heap, and of the machine's memory, which typed arrays and buffers take. */
const [MOST_OF_HEAP, MOST_OF_MACHINE] = [0.8, 0.85];
/** Below this share of the heap the whole process is too small for the heap to be full. */
const SUSPECT = 0.5;

let isOver = false;
let isAsking = false;
setInterval(look, LOOK_MS);
parentPort?.postMessage("watching");

function look(): void {
  if (parent !== undefined && process.ppid !== parent) endGroup();
  if (isOver) return;
  const late = patience.look((text) => void writeSync(2, `${text}\n`))?.late;
  if (late !== undefined) end((place) => tooLate(late, seconds, place));
  else lookAtMemory();
}

function lookAtMemory(): void {
  const call = board.read()?.text;
  if (call === undefined || isAsking) return;
  const held = process.memoryUsage.rss();
  const machine = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  if (held > MOST_OF_MACHINE * machine) end((place) => tooMuchMemory(call, place));
  else if (held > SUSPECT * HEAP_BYTES) {
    isAsking = true;
    heapOfMain((used) => {
      isAsking = false;
      if (used > MOST_OF_HEAP * HEAP_BYTES) end((place) => tooMuchMemory(call, place));
    });
  }
}

function end(error: (place: string) => AffineError): void {
  if (isOver) return;
  isOver = true;
  board.end();
  // Written here: the main thread, which writes for all others, does not come to it.
  stopMain((place) => void writeSync(2, errorText(error(place), json)));
}

/** The whole group: a round of `af env dev` is one, with what its module has begun. */
function endGroup(): void {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    // Where there are no groups, or this process leads none.
    process.kill(process.pid, "SIGKILL");
  }
}
