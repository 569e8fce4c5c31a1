import { readFileSync } from "node:fs";
import { z } from "zod";
import { AffineError, errorMessage } from "../core/index.ts";

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
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new AffineError("state_corrupt", `${file} cannot be read: ${errorMessage(cause)}`, {
      hint: "Stop the localnet and delete the file; `af localnet` writes it anew.",
      cause,
    });
  }
  const version = z.object({ version: z.number() }).safeParse(content);
  if (version.success && version.data.version !== 1) {
    throw new AffineError("state_version", `${file} has version ${version.data.version}; this program reads 1.`, {
      hint: "It was written by another release: stop that localnet, or use its release.",
    });
  }
  const parsed = runFileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new AffineError("state_corrupt", `${file} is malformed: ${z.prettifyError(parsed.error)}`, {
    hint: "Stop the localnet and delete the file; `af localnet` writes it anew.",
  });
}
