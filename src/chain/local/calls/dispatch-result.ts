import type { ChainState } from "../state/chain-state.ts";

/** What a call did, by the network's names of events. */
export interface ChainEvent {
  readonly name: string;
  readonly netuid: number;
  readonly uid?: number;
}

/** Why a call did nothing, by the network's names of errors. */
export interface DispatchError {
  readonly name: string;
  readonly message: string;
  /** First block that would take the call. */
  readonly untilBlock?: number;
}

export type DispatchResult =
  | { readonly ok: true; readonly state: ChainState; readonly event: ChainEvent }
  | { readonly ok: false; readonly error: DispatchError };

export function refusal(name: string, message: string, untilBlock?: number): Extract<DispatchResult, { ok: false }> {
  return { ok: false, error: { name, message, ...(untilBlock === undefined ? {} : { untilBlock }) } };
}
