import type { SetWeightsResult } from "../../chain/chain.ts";

/** The last header that was signed. */
export interface SignedHeader {
  readonly seq: number;
  /** SHA-256 of the header's canonical bytes, hexadecimal. */
  readonly hash: string;
  /** Block at which its writer sealed it; `null` where the header does not say. */
  readonly sealedBlock: number | null;
}

/** The last weights that were submitted, or tried to be. */
export interface Submission {
  readonly window: number;
  /** Pairs of uid and share as JSON, by uid: equal texts are equal vectors. */
  readonly vector: string;
  /** `unknown`: it may be under way. `refused`: the chain said no. `taken`: LastUpdate showed it. */
  readonly outcome: "unknown" | "refused" | "taken";
}

/** What happened, one entry a line of the audit log. */
export type SignerEvent =
  | { readonly kind: "start"; readonly address: string; readonly netuid: number; readonly version: string }
  | ({ readonly kind: "shard_header" } & SignedHeader)
  | { readonly kind: "weights"; readonly window: number; readonly vector: string }
  | {
      readonly kind: "weights_ended";
      readonly window: number;
      readonly vector: string;
      readonly outcome: Submission["outcome"];
      readonly detail: string;
      readonly result: SetWeightsResult | null;
    }
  | { readonly kind: "announcement"; readonly text: string }
  | { readonly kind: "announcement_ended"; readonly text: string; readonly detail: string }
  | { readonly kind: "refused"; readonly intent: string; readonly detail: string; readonly omitted: number };

/** Remembers what was signed; what it holds decides what may be signed next. */
export interface SignerLog {
  readonly header: SignedHeader | undefined;
  readonly submission: Submission | undefined;
  /** In the state at once, durable when resolved: nothing is signed or sent before its entry is. */
  append(event: SignerEvent): Promise<void>;
  /** Resolves when all that was appended is durable; rejects when it will never be. */
  durable(): Promise<void>;
  close(): Promise<void>;
}

/** The state after an event. */
export interface SignerState {
  header: SignedHeader | undefined;
  submission: Submission | undefined;
}

export function applyEvent(state: SignerState, event: SignerEvent): void {
  if (event.kind === "shard_header") {
    state.header = { seq: event.seq, hash: event.hash, sealedBlock: event.sealedBlock };
  } else if (event.kind === "weights") {
    state.submission = { window: event.window, vector: event.vector, outcome: "unknown" };
  } else if (event.kind === "weights_ended") {
    state.submission = { window: event.window, vector: event.vector, outcome: event.outcome };
  }
}
