import type { Hex } from "../chain.ts";

export interface SubtensorOptions {
  /** `finney`, `test`, `local`, or a ws(s):// address. */
  readonly endpoint: string;
  /** More of them, separated by commas, tried in order when the one in use dies or stalls. */
  readonly fallback?: string;
  /** Refuses every chain but this one; named networks bring their own. */
  readonly genesis?: Hex;
  /**
   * Reads are proved against the state roots of blocks that so many endpoints have as final. Left out, the endpoint in use
   * is believed.
   */
  readonly proofs?: number;
  /** Endpoints, separated by commas, that are asked for the hashes of final blocks, and for nothing else. */
  readonly witnesses?: string;
  /** Without a new block for so long an endpoint is left. Default 60000. */
  readonly stallMs?: number;
  /** For a connection to be made. Default 5000. */
  readonly connectTimeoutMs?: number;
  /** For one answer; an endpoint that takes longer is left. Default 20000. */
  readonly requestTimeoutMs?: number;
  /** For finding any endpoint that works, in one call. Default 30000. */
  readonly patienceMs?: number;
  /** For a call to get into a final block or to expire. Default 300000. */
  readonly callTimeoutMs?: number;
}

/** The options with every default filled in. */
export interface Timings {
  readonly stallMs: number;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly patienceMs: number;
  readonly callTimeoutMs: number;
}

export function timingsOf(options: SubtensorOptions): Timings {
  return {
    stallMs: options.stallMs ?? 60_000,
    connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
    requestTimeoutMs: options.requestTimeoutMs ?? 20_000,
    patienceMs: options.patienceMs ?? 30_000,
    callTimeoutMs: options.callTimeoutMs ?? 300_000,
  };
}
