import { errorMessage } from "../../../core/index.ts";
import { pause } from "../../../io/index.ts";
import { logger } from "../../../telemetry/index.ts";
import type { LocalNode } from "./local-node.ts";

/** Milliseconds between two blocks, or `instant`: a block as soon as a call waits, and none otherwise. */
export type BlockPace = number | "instant";

/** Blocks that are being made. */
export interface BlockProduction {
  /** To be called when the pace has changed: the block that is waited for comes by the new one. */
  paceChanged(): void;
  stop(): void;
}

/**
 * Makes blocks until it is stopped or the chain is.
 *
 * @param paceNow is asked before every block, but for whether it is `instant`: once
 */
export function produceBlocks(node: LocalNode, paceNow: () => BlockPace): BlockProduction {
  if (paceNow() === "instant") return { paceChanged: () => undefined, stop: produceOnDemand(node) };
  return produceSteadily(node, () => Number(paceNow()));
}

function produceSteadily(node: LocalNode, blockMs: () => number): BlockProduction {
  const stop = new AbortController();
  let waiting = new AbortController();
  const run = async (): Promise<void> => {
    let last = performance.now();
    while (!stop.signal.aborted) {
      // A block that comes late does not make the ones after it come faster.
      const due = Math.max(last + blockMs(), performance.now());
      waiting = new AbortController();
      if (!(await pause(due - performance.now(), waiting.signal))) continue;
      last = due;
      await node.produceBlock();
    }
  };
  run().catch((thrown: unknown) => {
    if (!stop.signal.aborted) logger("chain").error(`block production has ended: ${errorMessage(thrown)}`);
  });
  return {
    paceChanged: () => waiting.abort(),
    stop: () => {
      stop.abort();
      waiting.abort();
    },
  };
}

function produceOnDemand(node: LocalNode): () => void {
  let scheduled = false;
  node.onSubmission = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      if (node.waitingCalls === 0) return;
      node.produceBlock().catch((thrown: unknown) => {
        logger("chain").error(`no block was made: ${errorMessage(thrown)}`);
      });
    });
  };
  node.onSubmission();
  return () => {
    node.onSubmission = () => undefined;
  };
}
