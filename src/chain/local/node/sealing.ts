import { AffineError, faultsOf } from "../../../core/index.ts";
import type { Epoch, Hyperparameters } from "../../chain.ts";
import {
  encodeSealedText,
  encodeSealedWeights,
  REVEAL_MARGIN_BLOCKS,
  seal,
  type SealedWeights,
} from "../../timelock/index.ts";
import { revealRequestSchema } from "../calls/call.ts";
import type { NodeStatus } from "./chain-node.ts";

/**
 * A text sealed for the block that comes `blocksUntilReveal` after the next one. Round n comes out with block n.
 *
 * @throws AffineError `invalid_input` for a text that is empty or too long.
 */
export function sealText(
  request: { text: string; blocksUntilReveal: number },
  { head, beaconKey }: NodeStatus,
): { sealed: string; round: number } {
  const parsed = revealRequestSchema.safeParse(request);
  if (!parsed.success) {
    throw new AffineError("invalid_input", `The text cannot be sealed: ${faultsOf(parsed.error, request)}`);
  }
  const { text, blocksUntilReveal } = parsed.data;
  const round = head.number + 1 + blocksUntilReveal;
  return { sealed: sealFor(beaconKey, round, encodeSealedText(text)), round };
}

/** Weights sealed for the first blocks of the epoch in which a commit of the next block is revealed. */
export function sealWeights(
  weights: SealedWeights,
  { head, beaconKey }: NodeStatus,
  { epoch, hyperparameters }: { epoch: Epoch; hyperparameters: Hyperparameters },
): { commit: string; revealRound: number } {
  const revealRound = weightsRevealRound(head.number + 1, epoch, hyperparameters);
  return { commit: sealFor(beaconKey, revealRound, encodeSealedWeights(weights)), revealRound };
}

/** The commit's epoch, then `periodEpochs` on, then the network's margin as far as the epoch is long enough for it. */
export function weightsRevealRound(
  commitBlock: number,
  epoch: Epoch,
  { tempo, commitReveal }: Pick<Hyperparameters, "tempo" | "commitReveal">,
): number {
  const epochEnd = commitBlock < epoch.nextBlock ? epoch.nextBlock : epoch.nextBlock + tempo;
  return epochEnd + (commitReveal.periodEpochs - 1) * tempo + Math.min(REVEAL_MARGIN_BLOCKS, tempo - 1);
}

function sealFor(beaconKey: string, round: number, bytes: Uint8Array): string {
  const publicKey = Buffer.from(beaconKey.slice(2), "hex");
  return Buffer.from(seal(bytes, { publicKey, round })).toString("hex");
}
