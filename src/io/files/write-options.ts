/** Every place at which a process can die while it writes a file; the last two hold a file that is whole. */
export const WRITE_STEPS = ["written", "synced", "named", "durable"] as const;
export type WriteStep = (typeof WRITE_STEPS)[number];

export interface WriteOptions {
  /** Rights of the file. Default 0600. */
  readonly mode?: number;
  /** Rights of folders that are made for it. Default: the user's umask decides. */
  readonly folderMode?: number;
  /** Where the unfinished file is, on the same file system; whoever names one keeps it clean. Default: beside it. */
  readonly temporaryFolder?: string;
  /** For tests that kill a process at each step. */
  readonly onStep?: (step: WriteStep) => void;
}
