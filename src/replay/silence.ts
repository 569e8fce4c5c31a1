import type { ChainRecord } from "../record/index.ts";

/** Epochs that a validator may let pass without renewing its announcement; then it has no share until it does. */
export const SILENT_EPOCHS = 3;

/** Whether an announcement made at a block still gives a share at another. */
export function isHeard(announcedBlock: number, at: { readonly block: number; readonly epochBlocks: number }): boolean {
  return at.block - announcedBlock <= SILENT_EPOCHS * at.epochBlocks;
}

/**
 * Whether a later snapshot calls a validator of an accepted one silent: by the accepted one its announcement is too old
 * by then, by the later one it was not renewed since. So nobody can be called silent by others as long as its last
 * accepted announcement has not run out.
 */
export function isSilent(hotkey: string, accepted: ChainRecord, later: ChainRecord): boolean {
  const announcedBlock = accepted.validators.find((entry) => entry.hotkey === hotkey)?.announcedBlock;
  if (announcedBlock === undefined || accepted.epochBlocks === undefined) return false;
  if (isHeard(announcedBlock, { block: later.block, epochBlocks: accepted.epochBlocks })) return false;
  return !later.validators.some((entry) => entry.hotkey === hotkey);
}
