import type { Chain } from "../chain/index.ts";
import { AffineError } from "../core/index.ts";
import { latestReveal, parseCommitment, type ModelCommitment } from "../roster/index.ts";

/** What a registered key committed last. */
export interface CommittedModel {
  readonly uid: number;
  readonly hotkey: string;
  /** Block of the reveal. */
  readonly block: number;
  readonly commitment: ModelCommitment;
}

/**
 * The model of a uid: its latest reveal, as the roster reads it.
 *
 * @throws AffineError `not_found` without such a uid or without a commitment, `invalid_input` for a broken one, and
 * what the chain throws
 */
export async function committedModel(chain: Chain, netuid: number, uid: number): Promise<CommittedModel> {
  const head = await chain.head();
  const [{ neurons }, revealed] = await Promise.all([
    chain.metagraph(netuid, head),
    chain.revealedCommitments(netuid, head),
  ]);
  const neuron = neurons.find((one) => one.uid === uid);
  if (neuron === undefined) {
    throw new AffineError("not_found", `There is no key with uid ${uid} in subnet ${netuid}.`, {
      hint: "`af miners` lists them all.",
    });
  }
  const reveal = latestReveal(revealed.get(neuron.hotkey));
  if (reveal === undefined) {
    throw new AffineError("not_found", `uid ${uid} has committed no model, or it is not revealed yet.`, {
      hint: "`af miners` shows who has.",
    });
  }
  const { commitment, fault } = parseCommitment(reveal.text);
  if (commitment !== undefined) return { uid, hotkey: neuron.hotkey, block: reveal.block, commitment };
  throw new AffineError(
    "invalid_input",
    `What uid ${uid} committed names no model: ${fault.detail} (${fault.reason}).`,
    {
      hint: "Pull another one; its owner must commit again.",
    },
  );
}
