import type { ArenaBook } from "../../arena/index.ts";
import type { ContestRules } from "../../replay/index.ts";
import type { Status } from "../status-schema.ts";
import { MOST_SNAPSHOT_TESTS, type ReplayState, type Snapshot } from "./snapshot-schema.ts";

/** Where the API has it from. */
export interface ArenaSource {
  readonly book: ArenaBook;
  readonly rules: ContestRules;
  replay(): ReplayState;
}

/** What spectators see first. */
export function snapshotOf(status: Status, source: ArenaSource | undefined, isStatic = false): Snapshot {
  return {
    v: 1,
    isStatic,
    status,
    replay: source?.replay() ?? { state: "none", block: null, headBlock: null, detail: null },
    tests: source?.book.tests.slice(0, MOST_SNAPSHOT_TESTS) ?? [],
  };
}
