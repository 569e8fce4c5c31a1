import type { BlockRef } from "../../chain.ts";
import { administer } from "../calls/administer.ts";
import { applyCall } from "../calls/apply-call.ts";
import type { RootCall } from "../calls/call.ts";
import type { ChainEvent, DispatchError, DispatchResult } from "../calls/dispatch-result.ts";
import { withEntry, type ChainState } from "../state/chain-state.ts";
import { beginBlock } from "../state/begin-block.ts";
import type { Opened } from "../state/openings.ts";
import type { BlockEntry } from "./block.ts";
import type { Extrinsic } from "./extrinsic.ts";

/** A call that waits for a block. */
export type Submission = { readonly signed: Extrinsic } | { readonly root: RootCall };

/** What became of a call. */
export type Outcome =
  { readonly ok: true; readonly event: ChainEvent } | { readonly ok: false; readonly error: DispatchError };

/** The block that took a call, and what became of it. */
export interface Receipt {
  readonly block: BlockRef;
  readonly outcome: Outcome;
}

export interface Execution {
  readonly state: ChainState;
  readonly entries: readonly BlockEntry[];
  readonly outcomes: readonly Outcome[];
}

/**
 * The next block's state. A call that fails stays in the block with the name of its error and uses up its nonce; it
 * changes nothing else. Signatures and nonces were checked when the calls came in.
 */
export function execute(
  before: ChainState,
  timestampMs: number,
  opened: readonly Opened[],
  submissions: readonly Submission[],
): Execution {
  let state = beginBlock(before, timestampMs, opened);
  const entries: BlockEntry[] = [];
  const outcomes: Outcome[] = [];
  for (const submission of submissions) {
    const result = run(state, submission);
    if (result.ok) state = result.state;
    if ("signed" in submission) {
      state = { ...state, nonces: withEntry(state.nonces, submission.signed.hotkey, submission.signed.nonce + 1) };
    }
    entries.push({ ...submission, error: result.ok ? null : result.error.name });
    outcomes.push(result.ok ? { ok: true, event: result.event } : result);
  }
  return { state, entries, outcomes };
}

function run(state: ChainState, submission: Submission): DispatchResult {
  return "signed" in submission
    ? applyCall(state, submission.signed.hotkey, submission.signed)
    : administer(state, submission.root);
}
