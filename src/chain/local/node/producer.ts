import { errorMessage } from "../../../core/index.ts";
import { pause } from "../../../io/index.ts";
import { logger } from "../../../telemetry/index.ts";
import type { LocalNode } from "./local-node.ts";

/** Milliseconds between two blocks, or `instant`: a block as soon as a call waits, and none otherwise. */
export type BlockPace = number | "instant";

/**
 * Makes blocks until it is stopped or the chain is.
 *
 * @param paceNow is asked before every block, but for whether it is `instant`: once
 * @returns stops it.
 */
export function produceBlocks(node: LocalNode, paceNow: () => BlockPace): () => void {
  if (paceNow() === "instant") return produceOnDemand(node);
  return produceSteadily(node, () => Number(paceNow()));
}

function produceSteadily(node: LocalNode, blockMs: () => number): () => void {
  const stop = new AbortController();
  const run = async (): Promise<void> => {
    let due = performance.now();
    for (;;) {
      // A block that comes late does not make the ones after it come faster.
      due = Math.max(due + blockMs(), performance.now());
      if (!(await pause(due - performance.now(), stop.signal))) return;
      await node.produceBlock();
    }
  };
  run().catch((thrown: unknown) => {
    if (!stop.signal.aborted) logger("chain").error(`block production has ended: ${errorMessage(thrown)}`);
  });
  return () => stop.abort();
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
