import type { Files } from "./emit/emit-package.ts";
import type { PackageTest } from "./package-test.ts";

/** All that an episode is about; only the code of the package changes. */
export interface RepairState {
  /** Folder of the package. */
  readonly folder: string;
  /** Modules by their paths, as they were edited so far. */
  readonly code: Files;
  /** What can be read and not be edited: the README and the visible tests. */
  readonly fixed: Files;
  readonly visible: readonly PackageTest[];
  readonly hidden: readonly PackageTest[];
  /** Edits that were made. */
  readonly edits: number;
  /** What was done, for the card: the kind of each fault, its place, and what mends it. */
  readonly faults: readonly {
    readonly kind: string;
    readonly slot: string;
    readonly path: string;
    /** Lines of the right code that the faulty code has otherwise. */
    readonly right: string;
  }[];
}
