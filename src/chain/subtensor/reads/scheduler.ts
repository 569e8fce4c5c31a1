/** Blocks after which an epoch runs whatever the tempo says (`MAX_TEMPO`, pallets/subtensor/src/lib.rs). */
export const MAX_TEMPO = 50_400;

/** The stateful scheduler of a subnet after a block: SubnetEpochIndex, LastEpochBlock, PendingEpochAt, BlocksSinceLastStep. */
export interface Scheduler {
  readonly block: number;
  /** 0: no epoch ever runs. */
  readonly tempo: number;
  readonly index: number;
  readonly lastBlock: number;
  /** Block of an epoch that the owner triggered or the chain put off; 0 when there is none. */
  readonly pendingBlock: number;
  readonly blocksSinceLastStep: number;
}

/**
 * The block at which the next epoch runs, if nobody changes the tempo: the first one for which `should_run_epoch`
 * (pallets/subtensor/src/coinbase/run_coinbase.rs) holds. Its three conditions are each met from some block on, so the
 * first block is the least of the three. When more epochs are due in a block than may run (`MaxEpochsPerBlock`), the
 * chain puts some off by a block: that depends on every other subnet and is not foreseen here.
 *
 * @returns `Number.MAX_SAFE_INTEGER` when the tempo is 0.
 */
export function nextEpochBlock(scheduler: Scheduler): number {
  const { block, tempo, lastBlock, pendingBlock, blocksSinceLastStep } = scheduler;
  if (tempo === 0) return Number.MAX_SAFE_INTEGER;
  const byTempo = lastBlock + tempo;
  const byPending = pendingBlock > 0 ? pendingBlock : Number.MAX_SAFE_INTEGER;
  // The counter goes up before it is compared: after `n` more blocks it is blocksSinceLastStep + n.
  const byCounter = block + Math.max(1, MAX_TEMPO + 1 - blocksSinceLastStep);
  return Math.max(block + 1, Math.min(byTempo, byPending, byCounter));
}

/** The scheduler after its next epoch has run. */
export function afterEpoch(scheduler: Scheduler): Scheduler {
  const block = nextEpochBlock(scheduler);
  return { ...scheduler, block, index: scheduler.index + 1, lastBlock: block, pendingBlock: 0, blocksSinceLastStep: 0 };
}

/**
 * The block at which weights are revealed that are committed in `commitBlock`: the epoch `periodEpochs` after the
 * commit's own runs in it, and reveals come first in a block (`reveal_crv3_commits`, block_step.rs). A commit in the very
 * block of an epoch counts for the epoch that begins there.
 */
export function firstRevealBlock(scheduler: Scheduler, commitBlock: number, periodEpochs: number): number {
  let at = scheduler;
  while (at.tempo > 0 && nextEpochBlock(at) <= commitBlock) at = afterEpoch(at);
  for (let epoch = 1; epoch < periodEpochs && at.tempo > 0; epoch += 1) at = afterEpoch(at);
  return nextEpochBlock(at);
}
