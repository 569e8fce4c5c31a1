import type { BlockRef, Hex } from "../../chain.ts";
import type { Session } from "../session/session.ts";
import { readProofSchema } from "../session/wire.ts";
import { Agreement, type AgreementOptions } from "./agreement.ts";
import { readStateRoot } from "./header.ts";
import { proven } from "./proven.ts";
import { Remembered } from "./remembered.ts";
import { blockHashKey } from "./storage-prefix.ts";
import { StateProof } from "./trie/state-proof.ts";
import { untrue } from "./untrue.ts";

const REMEMBERED_ROOTS = 64;
const REMEMBERED_HASHES = 16_384;

/**
 * Reads that need not be believed: the hash of a final block, on which several endpoints agree, names a header, its state
 * root proves what the state holds, and `System.BlockHash` in it the hashes of earlier blocks.
 */
export class Proofs {
  readonly #agreement: Agreement;
  readonly #roots = new Remembered<Hex, Promise<Hex>>(REMEMBERED_ROOTS);
  readonly #hashes = new Remembered<number, Hex>(REMEMBERED_HASHES);

  constructor(options: AgreementOptions) {
    this.#agreement = new Agreement(options);
  }

  /** @throws AffineError `chain_untrue`, `chain_stale`: see {@link Agreement.check} */
  agree(session: Session, block: BlockRef): Promise<void> {
    return this.#agreement.check(session, block);
  }

  /**
   * What the state of a final block holds below these keys.
   *
   * @throws AffineError `chain_untrue`, `chain_stale`, `chain_decode` for a node that gives no proofs
   */
  async of(session: Session, block: BlockRef, keys: readonly Hex[]): Promise<StateProof> {
    const [root, answer] = await Promise.all([
      this.#stateRoot(session, block),
      session.connection.request("state_getReadProof", [keys, block.hash], readProofSchema),
    ]);
    return new StateProof(root, answer.proof);
  }

  /**
   * Checks what an endpoint said the hash of a block was.
   *
   * @param claimed hash of block `number`, null where it says that there is none. @param head a later final block, or that one.
   * @throws AffineError `chain_untrue`, `chain_stale`
   */
  async checkHash(session: Session, number: number, claimed: Hex | null, head: BlockRef): Promise<void> {
    const proved = this.#hashes.get(number) ?? (await this.#hashOf(session, number, claimed, head));
    if (proved !== claimed) throw untrue({ ...aboutHash(session, number, claimed), proved: proved ?? "nothing" });
    if (proved !== null) this.#hashes.set(number, proved);
  }

  close(): void {
    this.#agreement.close();
  }

  async #hashOf(session: Session, number: number, claimed: Hex | null, head: BlockRef): Promise<Hex | null> {
    if (number === head.number) {
      await this.agree(session, head);
      return head.hash;
    }
    const key = await blockHashKey(number);
    const proof = await this.of(session, head, [key]);
    const kept = proven(aboutHash(session, number, claimed), () => proof.value(key));
    // Nodes may have lost what is older: that it is not there is no lie.
    if (kept !== null || claimed === null) return kept;
    // The chain keeps the hashes of some thousand blocks; of older ones several endpoints must say the same.
    const old = { number, hash: claimed };
    await Promise.all([this.agree(session, old), readStateRoot(session, old)]);
    return claimed;
  }

  #stateRoot(session: Session, block: BlockRef): Promise<Hex> {
    const { hash } = block;
    const known = this.#roots.get(hash);
    if (known !== undefined) return known;
    const reading = Promise.all([this.agree(session, block), readStateRoot(session, block)]).then(([, root]) => root);
    this.#roots.set(hash, reading);
    reading.catch(() => this.#roots.delete(hash));
    return reading;
  }
}

function aboutHash({ endpoint }: Session, number: number, claimed: Hex | null) {
  return { endpoint, what: `the hash of block ${number}`, claimed: claimed ?? "that there is none" };
}
