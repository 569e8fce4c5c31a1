import type { WriteGate } from "../io/index.ts";
import type { WorkQueue } from "../rounds/index.ts";
import type { RecordLog, Store } from "../store/index.ts";
import type { Alarms } from "./alarms.ts";
import type { SealContext } from "./v2/seal-context.ts";
import type { HostBook } from "./host-book.ts";
import type { Results } from "./window/results.ts";
import type { ValidatorOptions } from "./validator-options.ts";

/** What the judges are made from. */
export interface JudgeParts {
  readonly options: ValidatorOptions;
  readonly alarms: Alarms;
  readonly queue: WorkQueue;
  readonly records: RecordLog;
  readonly results: Results;
  readonly store: Store;
  readonly hosts: HostBook;
  readonly sealContext: SealContext;
  /** A file of the journal. */
  readonly journal: (name: string) => string;
  /** What writes to the journal go through. */
  readonly gate: WriteGate;
  readonly nowMs: () => number;
}
