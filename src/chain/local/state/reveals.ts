import { decodeSealedText, decodeSealedWeights, type SealedWeights } from "../../timelock/index.ts";
import { AffineError } from "../../../core/index.ts";
import { placeWeights } from "../calls/set-weights.ts";
import { withEntry, withoutEntry, type SubnetState } from "./chain-state.ts";
import { dueCommits, revealedEpoch, type Openings } from "./openings.ts";

/** How many revealed texts the chain keeps of a hotkey (`MAX_REVEALS` of the commitments pallet). */
export const MAX_REVEALS = 10;

/**
 * Opens the texts whose round is out. What does not open, or holds no text, vanishes without a word, as on the network.
 */
export function revealTexts(subnet: SubnetState, block: number, openings: Openings): SubnetState {
  let { sealed, revealed } = subnet;
  for (const [hotkey, seal] of subnet.sealed) {
    if (seal.round > block) continue;
    sealed = withoutEntry(sealed, hotkey);
    const bytes = openings.of(seal);
    const text = bytes === undefined ? undefined : decodeSealedText(bytes)?.text;
    if (text === undefined) continue;
    revealed = withEntry(revealed, hotkey, [...(revealed.get(hotkey) ?? []), { block, text }].slice(-MAX_REVEALS));
  }
  return sealed === subnet.sealed ? subnet : { ...subnet, sealed, revealed };
}

/**
 * Reveals the weights that were committed `periodEpochs` ago and whose round is out, oldest first, and forgets older
 * commits: `reveal_crv3_commits_for_subnet` of the subtensor pallet. A commit that does not open, names another hotkey
 * or fails the checks of `set_weights` vanishes.
 */
export function revealWeights(subnet: SubnetState, block: number, openings: Openings): SubnetState {
  const due = new Set(dueCommits(subnet, block));
  const oldest = revealedEpoch(subnet, block);
  const commits = subnet.commits.filter((commit) => commit.epoch >= oldest && !due.has(commit));
  if (commits.length === subnet.commits.length) return subnet;
  let next: SubnetState = { ...subnet, commits };
  for (const commit of due) {
    const weights = weightsIn(openings.of(commit));
    if (weights?.hotkey !== commit.hotkey) continue;
    const { uids, values, versionKey } = weights;
    const placed = placeWeights(next, block, commit.hotkey, { dests: uids, weights: values, versionKey });
    if (placed.ok) next = placed.subnet;
  }
  return next;
}

function weightsIn(bytes: Buffer | undefined): SealedWeights | undefined {
  if (bytes === undefined) return undefined;
  try {
    return decodeSealedWeights(bytes);
  } catch (thrown) {
    if (AffineError.isInstance(thrown)) return undefined;
    throw thrown;
  }
}
