import type { Metagraph, RevealedCommitment } from "../../chain/chain.ts";
import { announcedUrl, MAX_SNAPSHOT_VALIDATORS } from "../../record/index.ts";
import type { ValidatorStake } from "../../mechanism/index.ts";

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
    .filter(({ hotkey }) => announced === null || announcedUrl(announced.get(hotkey)?.text ?? "") !== undefined)
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
