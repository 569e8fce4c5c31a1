import type { ContestRules } from "../../replay/index.ts";

/** Transcripts are kept 45 days: blocks of 12 s. */
const KEPT_BLOCKS = (45 * 86_400) / 12;
/** On a network of one machine, half an hour at the demo's pace: at most some 250 MB. */
const LOCAL_KEPT_BLOCKS = 3_600;

/**
 * Blocks for which validators have to keep the texts behind their records. Older ones may be gone: then nobody judges those
 * answers again, and verification says so (`transcript_expired`); the signed records stay, and with them who won and why.
 */
export function keptTranscriptBlocks({ champion }: Pick<ContestRules, "champion">): number {
  return champion?.allowEndpoints === true ? LOCAL_KEPT_BLOCKS : KEPT_BLOCKS;
}
