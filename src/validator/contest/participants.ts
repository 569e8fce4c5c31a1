import { z } from "zod";
import type { Metagraph, RevealedCommitment } from "../../chain/chain.ts";
import { MAX_SNAPSHOT_VALIDATORS } from "../../record/index.ts";
import type { ValidatorStake } from "../../mechanism/index.ts";

/** What a validator commits in plain text on chain: where its records are. */
const announcementSchema = z.object({ affine: z.literal(1), records: z.string().min(1) });

/** The text that announces where records are. */
export function announcementText(records: string): string {
  return JSON.stringify({ affine: 1, records });
}

/** Where a plain commitment says that a validator's records are; `undefined` for any other text. */
export function announcedRecords(text: string): string | undefined {
  try {
    return announcementSchema.safeParse(JSON.parse(text)).data?.records;
  } catch (error) {
    // Plain commitments are anybody's: most are no announcement.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Validators that take part: with permit and stake, and an announcement where the network asks for one. In ascending
 * order of hotkeys, as records list them.
 *
 * @param announced plain commitments by hotkey; `null` where nobody has to announce
 */
export function participants(
  { neurons }: Metagraph,
  announced: ReadonlyMap<string, RevealedCommitment> | null,
): ValidatorStake[] {
  return neurons
    .filter(({ validatorPermit, stakeRao }) => validatorPermit && BigInt(stakeRao) > 0n)
    .filter(({ hotkey }) => announced === null || announcedRecords(announced.get(hotkey)?.text ?? "") !== undefined)
    .sort(byStake)
    .slice(0, MAX_SNAPSHOT_VALIDATORS)
    .map(({ hotkey, stakeRao }) => ({ hotkey, stakeRao }))
    .sort((a, b) => (a.hotkey < b.hotkey ? -1 : 1));
}

/** Most stake first. */
function byStake(a: ValidatorStake, b: ValidatorStake): number {
  const difference = BigInt(b.stakeRao) - BigInt(a.stakeRao);
  if (difference !== 0n) return difference > 0n ? 1 : -1;
  return a.hotkey < b.hotkey ? -1 : 1;
}
