import type { Era } from "../extrinsic/era.ts";
import type { State } from "../reads/state.ts";

/** A call to be made, as it looks at one state of the chain. */
export interface CallPlan {
  /** For messages, such as `weights for subnet 120`. */
  readonly what: string;
  /** Encoded, with its two index bytes. */
  readonly call: Uint8Array;
  /** Name of the pallet's error when the pool refuses for a rate limit. */
  readonly tooFast: string;
  /** First block that would take the call, where a limit refuses it. */
  untilBlock(state: State): Promise<number>;
  /** Whether the state shows that the call has landed since its birth; it is not sent anew then. */
  landed(state: State, era: Era): Promise<boolean>;
}
