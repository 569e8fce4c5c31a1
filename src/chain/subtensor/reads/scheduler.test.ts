import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterEpoch, firstRevealBlock, MAX_TEMPO, nextEpochBlock, type Scheduler } from "./scheduler.ts";

const START: Scheduler = {
  block: 1000,
  tempo: 360,
  index: 7,
  lastBlock: 900,
  pendingBlock: 0,
  blocksSinceLastStep: 100,
};

/** `should_run_epoch` and `drain_pending` of the pallet, block by block, as they are written there. */
function simulate(scheduler: Scheduler, blocks: number): { epochs: number[]; after: Scheduler } {
  const epochs: number[] = [];
  let at = scheduler;
  for (let block = scheduler.block + 1; block <= scheduler.block + blocks; block += 1) {
    at = { ...at, block, blocksSinceLastStep: at.blocksSinceLastStep + 1 };
    const due =
      at.tempo > 0 &&
      ((at.pendingBlock > 0 && block >= at.pendingBlock) ||
        at.blocksSinceLastStep > MAX_TEMPO ||
        block - at.lastBlock >= at.tempo);
    if (!due) continue;
    epochs.push(block);
    at = { ...at, index: at.index + 1, lastBlock: block, pendingBlock: 0, blocksSinceLastStep: 0 };
  }
  return { epochs, after: at };
}

describe("scheduler", () => {
  test("default: a tempo after the last epoch", () => {
    expect(nextEpochBlock(START)).toBe(1260);
  });

  test("behavior: a pending epoch comes earlier, an overdue one at once, a stopped subnet never", () => {
    expect(nextEpochBlock({ ...START, pendingBlock: 1100 })).toBe(1100);
    expect(nextEpochBlock({ ...START, pendingBlock: 1300 })).toBe(1260);
    expect(nextEpochBlock({ ...START, tempo: 50 })).toBe(1001);
    expect(nextEpochBlock({ ...START, tempo: 50_400, blocksSinceLastStep: MAX_TEMPO - 4 })).toBe(1005);
    expect(nextEpochBlock({ ...START, tempo: 0, pendingBlock: 1001 })).toBe(Number.MAX_SAFE_INTEGER);
  });

  test("property: what is predicted is what the pallet's own steps do", () => {
    const scheduler = fc.record({
      block: fc.constant(1000),
      tempo: fc.integer({ min: 1, max: 60 }),
      index: fc.constant(7),
      lastBlock: fc.integer({ min: 940, max: 1000 }),
      pendingBlock: fc.oneof(fc.constant(0), fc.integer({ min: 980, max: 1060 })),
      blocksSinceLastStep: fc.oneof(fc.nat(100), fc.integer({ min: MAX_TEMPO - 50, max: MAX_TEMPO + 3 })),
    });
    fc.assert(
      fc.property(
        scheduler,
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 1, max: 4 }),
        (start, ahead, period) => {
          const { epochs } = simulate(start, 400);
          expect(nextEpochBlock(start)).toBe(epochs[0]);
          expect(nextEpochBlock(afterEpoch(start))).toBe(epochs[1]);
          // A commit in a block belongs to the epoch that the block's own steps have led to.
          const commitBlock = start.block + ahead;
          const before = epochs.filter((block) => block <= commitBlock).length;
          expect(firstRevealBlock(start, commitBlock, period)).toBe(epochs[before + period - 1]);
        },
      ),
    );
  });
});
