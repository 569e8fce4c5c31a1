import type { SetWeightsResult } from "../../chain/chain.ts";
import { announcedHead } from "../../record/index.ts";

/** Headers whose hashes are held, to be compared with an announced head: a year of them. */
const MOST_HEADERS = 65_536;

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
  /** Taken as they are, with nothing to reveal: only of such can the chain show that others stand in their place. */
  readonly isPlain?: boolean;
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
  /** Writing goes on after the disk had failed; `detail` says how. Nothing was signed in between. */
  | { readonly kind: "resumed"; readonly detail: string }
  | { readonly kind: "refused"; readonly intent: string; readonly detail: string; readonly omitted: number };

/** Remembers what was signed; what it holds decides what may be signed next. */
export interface SignerLog {
  /** Whether it outlives the process: only then can it have lost what the chain says was signed. */
  readonly isKept: boolean;
  readonly header: SignedHeader | undefined;
  readonly submission: Submission | undefined;
  /** Number of the newest shard that was announced, by this log. */
  readonly announcedSeq: number | undefined;
  /** Why nothing can be written at present, and so nothing be signed. */
  readonly problem: string | undefined;
  /** Hash of a header that was signed; `undefined` for one that it does not know (any more). */
  headerHash(seq: number): string | undefined;
  /** In the state at once, durable when resolved: nothing is signed or sent before its entry is. */
  append(event: SignerEvent): Promise<void>;
  /** Resolves when all that was appended is durable; rejects when a part of it is not. */
  durable(): Promise<void>;
  /** Tries whether writing works again after a problem. */
  retry(): Promise<void>;
  close(): Promise<void>;
}

/** The state after an event. */
export interface SignerState {
  header: SignedHeader | undefined;
  submission: Submission | undefined;
  announcedSeq: number | undefined;
  /** Hashes of headers by number, the oldest first. */
  headers: Map<number, string>;
}

export function emptyState(): SignerState {
  return { header: undefined, submission: undefined, announcedSeq: undefined, headers: new Map() };
}

export function applyEvent(state: SignerState, event: SignerEvent): void {
  if (event.kind === "shard_header") {
    const { seq, hash, sealedBlock } = event;
    state.header = { seq, hash, sealedBlock };
    state.headers.set(seq, hash);
    const [oldest] = state.headers.keys();
    if (state.headers.size > MOST_HEADERS && oldest !== undefined) state.headers.delete(oldest);
  } else if (event.kind === "weights") {
    state.submission = { window: event.window, vector: event.vector, outcome: "unknown" };
  } else if (event.kind === "weights_ended") {
    const isPlain = event.result?.mode === "plain";
    state.submission = { window: event.window, vector: event.vector, outcome: event.outcome, isPlain };
  } else if (event.kind === "announcement") {
    state.announcedSeq = announcedHead(event.text)?.seq ?? state.announcedSeq;
  }
}
