import type { Epoch, WeightVector } from "../chain/chain.ts";

/** The last time this validator sent weights. */
export interface WeightAttempt {
  /** Newest block when it was sent. */
  readonly block: number;
  /** Index of the epoch it was for. */
  readonly window: number;
  readonly weights: WeightVector;
  /** `unknown`: sent, and nobody said what became of it; it may still land. */
  readonly outcome: "unknown" | "taken" | "refused";
  /** Nothing is sent before this block, unless LastUpdate shows that the attempt landed. */
  readonly retryBlock: number;
  /** A vector of this window of which it was never said whether it was taken: the signer takes no other in its place. */
  readonly doubtful?: WeightVector;
  /** Said to have been taken as they are, with nothing to reveal: from then on the chain shows them. */
  readonly plain?: true;
}

/** Everything that the next step depends on, as the chain showed it at one block. */
export interface WeightState {
  /** Number of the newest block. */
  readonly head: number;
  readonly epoch: Epoch;
  /** Whether our hotkey has a uid. */
  readonly registered: boolean;
  readonly permit: boolean;
  /** Block of our last weights as the chain has it; 0 when never. */
  readonly lastUpdate: number;
  /** Blocks that must pass between two settings. */
  readonly weightsRateLimit: number;
  /** `undefined` while there is no decision. */
  readonly desired: WeightVector | undefined;
  /** False while the results are few: then weights wait for the last quarter of the window. */
  readonly settled: boolean;
  readonly attempt: WeightAttempt | undefined;
  /** The last window that was seen to have its weights; `undefined` when none was. */
  readonly setWindow?: number | undefined;
  /** Whether the chain shows other weights than our last ones that landed: somebody else used our key. */
  readonly replaced?: boolean;
}

export type WaitReason =
  | "not_registered"
  | "no_permit"
  | "already_set"
  | "no_decision"
  | "in_doubt"
  | "backing_off"
  | "rate_limited"
  | "gathering";

export type WeightAction =
  | { readonly kind: "set"; readonly window: number; readonly weights: WeightVector }
  | { readonly kind: "wait"; readonly reason: WaitReason; readonly untilBlock: number };

/**
 * What to do about weights now. A window is an epoch of the chain, by its index: it has its weights when LastUpdate lies
 * in it, so that a restart, another process or a late inclusion are all seen; or when it was seen to have them before,
 * since a new tempo lets the same epoch begin anew, after LastUpdate. A pure function.
 */
export function nextWeightAction(state: WeightState): WeightAction {
  const { head, epoch, lastUpdate, attempt, desired } = state;
  if (!state.registered) return wait("not_registered", head + 1);
  const isSet = (lastUpdate > 0 && lastUpdate >= epoch.startBlock) || state.setWindow === epoch.index;
  if (isSet && state.replaced === true && attempt?.window === epoch.index && attempt.outcome === "taken") {
    const nextBlock = Math.max(attempt.retryBlock, lastUpdate + state.weightsRateLimit);
    if (head < nextBlock) return wait("rate_limited", nextBlock);
    return { kind: "set", window: epoch.index, weights: attempt.weights };
  }
  if (isSet) return wait("already_set", epoch.nextBlock);
  const landed = attempt !== undefined && attempt.outcome !== "refused" && lastUpdate > attempt.block;
  if (!state.permit) return wait("no_permit", head + 1);
  if (desired === undefined) return wait("no_decision", head + 1);
  if (attempt !== undefined && !landed && head < attempt.retryBlock) {
    return wait(attempt.outcome === "refused" ? "backing_off" : "in_doubt", attempt.retryBlock);
  }
  const allowedBlock = lastUpdate === 0 ? 0 : lastUpdate + state.weightsRateLimit;
  if (head < allowedBlock) return wait("rate_limited", allowedBlock);
  const lastQuarter = epoch.nextBlock - Math.ceil((epoch.nextBlock - epoch.startBlock) / 4);
  if (!state.settled && head < lastQuarter) return wait("gathering", lastQuarter);
  // A vector that may still be under way is sent again as it was: a window never sees two.
  return { kind: "set", window: epoch.index, weights: doubtfulOf(attempt, epoch.index) ?? desired };
}

/** The vector that is in doubt in a window, if any. */
export function doubtfulOf(attempt: WeightAttempt | undefined, window: number): WeightVector | undefined {
  if (attempt?.window !== window) return undefined;
  return attempt.outcome === "unknown" ? attempt.weights : attempt.doubtful;
}

function wait(reason: WaitReason, untilBlock: number): WeightAction {
  return { kind: "wait", reason, untilBlock };
}
