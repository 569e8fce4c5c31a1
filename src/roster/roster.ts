import type { BlockRef } from "../chain/chain.ts";
import type { Miner } from "../core/index.ts";
import type { LeftOutReason } from "./commitment.ts";

/** A registered key that does not compete, and why. */
export interface LeftOut {
  readonly uid: number;
  readonly hotkey: string;
  readonly reason: LeftOutReason;
  /** For the key's owner: what exactly is wrong. */
  readonly detail: string;
  /** When the host was last asked, milliseconds since 1970; absent where no host was. */
  readonly lookedAtMs?: number;
}

/** Two keys that committed the same model and revision; `first` committed earlier. Both compete under affine-v1. */
export interface Duplicate {
  readonly uid: number;
  readonly hotkey: string;
  readonly first: { readonly uid: number; readonly hotkey: string };
}

/** Who competes at a block, who does not, and why. */
export interface Roster {
  readonly block: BlockRef;
  /** Ordered by uid. */
  readonly miners: readonly Miner[];
  /** Ordered by uid. */
  readonly leftOut: readonly LeftOut[];
  /** Ordered by uid. */
  readonly duplicates: readonly Duplicate[];
}
