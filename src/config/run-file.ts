import { z } from "zod";
import { readJsonSync } from "../io/index.ts";

/** What a running localnet tells other processes: `<data folder>/run.json`. */
export const runFileSchema = z.object({
  version: z.literal(1),
  pid: z.int().positive(),
  chainUrl: z.url(),
  inferenceUrl: z.url(),
  netuid: z.int().min(0).max(65_535),
  /** Blocks between two rounds on this network. */
  roundBlocks: z.int().positive(),
  /** Folder with the keys of its accounts. */
  walletDir: z.string(),
  startedAtMs: z.int().nonnegative(),
});
export type RunFile = z.infer<typeof runFileSchema>;

/**
 * Reads `run.json`; `undefined` when there is none.
 *
 * @throws AffineError `state_version` for a file of another version, `state_corrupt` for a broken one.
 */
export function readRunFile(file: string): RunFile | undefined {
  return readJsonSync(file, runFileSchema, {
    maxBytes: 65_536,
    version: { key: "version", number: 1 },
    hint: "Stop the localnet and delete the file; `af localnet` writes it anew.",
  });
}
