import type { ArenaState, RoundView } from "../../arena/index.ts";
import type { NetworkChoice } from "../../config/index.ts";
import type { ContestRules } from "../../replay/index.ts";

/** What the thread is started with. */
export interface ArenaThreadData {
  readonly network: Pick<NetworkChoice, "endpoint" | "endpointFallback" | "netuid" | "home" | "allowEndpoints">;
  readonly rules: ContestRules;
}

/** To the thread: everything decided as of a grid block may be replayed. */
export interface ToArenaThread {
  readonly decidedBlock: number;
}

export type FromArenaThread =
  | { readonly kind: "begin" }
  | { readonly kind: "state"; readonly state: ArenaState }
  | { readonly kind: "round"; readonly round: RoundView }
  | { readonly kind: "progress"; readonly block: number }
  /** All that was asked for is replayed. */
  | { readonly kind: "ready"; readonly block: number | null }
  /** It is tried again in a while. */
  | { readonly kind: "trouble"; readonly message: string }
  | { readonly kind: "problem"; readonly key: string; readonly message: string };
