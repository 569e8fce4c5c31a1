import type { ReadPosition } from "../../store/index.ts";
import type { ContestReplay } from "../contest-replay.ts";
import type { PresentWords } from "./present-words.ts";

/** A contest up to a point, with all that is needed to go on: plain JSON that follows from the records alone. */
export interface SavedDriver {
  /** Last round that is scheduled: everything is decided that this takes. */
  readonly lastScheduled: number;
  /** Where everything began, as far as it is known. */
  readonly roots: readonly string[];
  /** Whose chains are read, in ascending order. */
  readonly validators: readonly string[];
  /** Behind the last shard that counts, by chain. */
  readonly positions: readonly (readonly [hotkey: string, position: ReadPosition])[];
  /** Newest sealed block that was read, by chain. */
  readonly readTo: readonly (readonly [hotkey: string, block: number])[];
  readonly words: ReturnType<PresentWords["save"]>;
  readonly replay: ReturnType<ContestReplay["save"]>;
  /** What `replay` names by place. */
  readonly shared: readonly unknown[];
}
