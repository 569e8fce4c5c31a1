import type { Chain } from "../../chain/index.ts";
import { latestReveal, parseCommitment, type ModelCommitment } from "../../roster/index.ts";

/** Whose reveal, and of what. */
export interface WantedReveal {
  readonly netuid: number;
  readonly hotkey: string;
  readonly wanted: ModelCommitment;
}

/**
 * Proof that a commitment can be read on chain, by everybody, and is the one that counts for its hotkey. It comes from
 * reading the chain and from nowhere else, and publishing a repository takes nothing else: so a model cannot become
 * public before it is committed, in whatever order somebody calls the steps.
 */
export class RevealProof {
  readonly hotkey: string;
  /** Block of the reveal. */
  readonly block: number;
  readonly text: string;
  readonly commitment: ModelCommitment;
  /** Makes this type nominal: no object that merely looks like one is taken for it. */
  readonly #fromChain = true;

  private constructor(hotkey: string, block: number, text: string, commitment: ModelCommitment) {
    this.hotkey = hotkey;
    this.block = block;
    this.text = text;
    this.commitment = commitment;
  }

  /** @returns `undefined` while the hotkey's latest reveal is another one */
  static async read(chain: Chain, wanted: WantedReveal): Promise<RevealProof | undefined> {
    return (await RevealProof.look(chain, wanted)).proof;
  }

  /** The proof, where there is one, and the latest reveal whatever it says: of one and the same reading. */
  static async look(
    chain: Chain,
    { netuid, hotkey, wanted }: WantedReveal,
  ): Promise<{ readonly proof: RevealProof | undefined; readonly latestText: string | undefined }> {
    const reveal = latestReveal((await chain.revealedCommitments(netuid)).get(hotkey));
    if (reveal === undefined) return { proof: undefined, latestText: undefined };
    const { block, text } = reveal;
    const { commitment } = parseCommitment(text);
    const isWanted = commitment !== undefined && isSame(commitment, wanted);
    return { proof: isWanted ? new RevealProof(hotkey, block, text, commitment) : undefined, latestText: text };
  }

  /** Whether an object came from {@link RevealProof.read}, whatever its type says. */
  static isGenuine(proof: RevealProof): boolean {
    return #fromChain in proof && proof.#fromChain;
  }
}

function isSame(one: ModelCommitment, other: ModelCommitment): boolean {
  const fields = ["model", "revision", "chute_id", "endpoint", "identity"] as const;
  return fields.every((field) => one[field] === other[field]);
}
