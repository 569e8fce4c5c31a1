import type { Chain } from "../chain/chain.ts";
import { announcedHead } from "../record/index.ts";
import type { Signer } from "../signer/index.ts";
import type { ExpectedHead } from "../store/index.ts";

/**
 * Shards of ours that are known to be signed, whatever the data folder holds.
 *
 * @throws AffineError of the chain
 */
export async function expectedHeads(
  chain: Pick<Chain, "commitments">,
  signer: Pick<Signer, "address" | "signedHead">,
  netuid: number,
): Promise<ExpectedHead[]> {
  const text = (await chain.commitments(netuid)).get(signer.address)?.text;
  const announced = text === undefined ? undefined : announcedHead(text);
  const signed = await signer.signedHead();
  return [
    ...(announced === undefined
      ? []
      : [{ seq: announced.seq, headerHash: announced.hash, by: "its announcement on chain says" }]),
    ...(signed === undefined
      ? []
      : [{ seq: signed.seq, headerHash: signed.hash, by: "the signer's log says", mayBeUnstored: true }]),
  ];
}
