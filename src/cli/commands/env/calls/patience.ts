import { AffineError } from "../../../../core/index.ts";
import type { CallBoard } from "./call-board.ts";

/** Seconds that are waited for one call of a stranger's code unless `--patience` tells. */
export const PATIENCE_S = 60;
/** From then on it is said what is waited for. */
const NOTICE_MS = 5_000;
/** What a look may count at most: a process that was stopped meanwhile has not waited. */
const MOST_A_LOOK_MS = 1_000;

/** How often a board is looked at. */
export const LOOK_MS = 100;

/** Counts how long the call on a board has been under way. */
export class Patience {
  readonly #board: CallBoard;
  readonly #seconds: number;
  #change = -1;
  #waitedMs = 0;
  #isTold = false;
  #lookedMs = performance.now();

  constructor(board: CallBoard, seconds: number) {
    this.#board = board;
    this.#seconds = seconds;
  }

  /** To be called again and again. Several calls under way wait for one another, and get as many times as long. */
  look(say: (text: string) => void): { readonly late: string } | undefined {
    const now = performance.now();
    const passedMs = Math.min(MOST_A_LOOK_MS, now - this.#lookedMs);
    this.#lookedMs = now;
    const call = this.#board.read();
    if (call === undefined || call.change !== this.#change) {
      this.#change = call?.change ?? -1;
      this.#waitedMs = 0;
      this.#isTold = false;
      return undefined;
    }
    this.#waitedMs += passedMs;
    const mostS = this.#seconds * Math.max(1, call.pending);
    if (this.#waitedMs >= mostS * 1_000) return { late: call.text };
    if (this.#waitedMs >= NOTICE_MS && !this.#isTold) {
      this.#isTold = true;
      say(
        `${WAITING} for ${call.text.replace(/^The /, "the ")}: ${NOTICE_MS / 1_000} s so far, ${mostS} s at most (--patience).`,
      );
    }
    return undefined;
  }
}

/** How a line begins that says what is waited for. */
export const WAITING = "Waiting";

/** The error for a call that has not come back. `place` is where it is, as ` (file, line n)`, or nothing. */
export function tooLate(call: string, seconds: number, place = ""): AffineError {
  return new AffineError("environment_broken", `${call} has not come back within ${seconds} s${place}.`, {
    hint: "Mend what loops or waits there; --patience SECONDS waits longer for each call.",
  });
}

/** The error for a call, or none, in which a module has ended its process or thread. */
export function endedByModule(call: string | undefined): AffineError {
  const whose = call === undefined ? "A module ended the process outside of every call" : `${call} ended the process`;
  return new AffineError("environment_broken", `${whose} before the command was done: it calls process.exit.`, {
    hint: "Take that call out: what cannot go on throws an error.",
  });
}

/** The error for a call that eats memory. */
export function tooMuchMemory(call: string, place = ""): AffineError {
  return new AffineError("environment_broken", `${call} takes more memory than this process has${place}.`, {
    hint: "Mend what grows there; NODE_OPTIONS=--max-old-space-size=MIB gives more.",
  });
}
