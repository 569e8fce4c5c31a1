import type { Chain } from "../chain/chain.ts";
import { AffineError } from "../core/index.ts";
import { announcedHead, type AnnouncedHead, type ShardHeader } from "../record/index.ts";
import { refuse } from "./intent-checks.ts";
import type { SignerLog } from "./log/signer-log.ts";

export interface AnchorOptions {
  readonly chain: Pick<Chain, "commitments">;
  readonly netuid: number;
  /** The hotkey. */
  readonly address: string;
  readonly log: SignerLog;
}

/**
 * Holds a signer's memory against the newest shard that its hotkey announced on chain, once: a log whose end was cut
 * off, or that is gone, would sign a second shard of one number.
 */
export class Anchor {
  readonly #options: AnchorOptions;
  /** What the chain said; set once it answered and the log was found whole. */
  #head: { readonly announced: AnnouncedHead | undefined } | undefined;
  #fault: AffineError | undefined;

  constructor(options: AnchorOptions) {
    this.#options = options;
  }

  /** Why nothing is signed, where the log lacks what the chain shows. */
  get fault(): AffineError | undefined {
    return this.#fault;
  }

  /**
   * Asks the chain, unless it was asked before.
   *
   * @throws AffineError `state_corrupt` where the log lacks what was announced; what the chain throws.
   */
  async settle(): Promise<void> {
    if (this.#head !== undefined) return;
    const { chain, netuid, address, log } = this.#options;
    const commitment = (await chain.commitments(netuid)).get(address);
    const announced = commitment === undefined ? undefined : announcedHead(commitment.text);
    this.#fault = announced === undefined || !log.isKept ? undefined : lack(log, announced, address);
    if (this.#fault !== undefined) throw this.#fault;
    this.#head = { announced };
  }

  /**
   * Looks at the first header after a start of a signer that remembers nothing.
   *
   * @throws AffineError `signer_refused` for a shard that was announced before.
   */
  async first({ seq, previous }: ShardHeader): Promise<void> {
    await this.settle();
    const announced = this.#head?.announced;
    if (announced === undefined) return;
    if (seq <= announced.seq) throw refuse(`the chain says that shard ${announced.seq} was signed; ${behind(seq)}`);
    if (seq === announced.seq + 1 && previous !== announced.hash) {
      throw refuse(`shard ${seq} does not follow the shard ${announced.seq} that the chain shows`);
    }
  }
}

/** A sentence for a validator whose records lie behind what was signed. */
export function behind(seq: number): string {
  return `shard ${seq} would be a second one. Bring the validator's records back from where they are published, or use a new hotkey`;
}

function lack(log: SignerLog, head: AnnouncedHead, address: string): AffineError | undefined {
  const last = log.header?.seq;
  const known = log.headerHash(head.seq);
  if (last !== undefined && last >= head.seq && (known === undefined || known === head.hash)) return undefined;
  const what =
    known !== undefined
      ? `holds another shard ${head.seq}`
      : last === undefined
        ? "holds no shard"
        : `ends at shard ${last}`;
  return new AffineError(
    "state_corrupt",
    `The signer's audit log ${what}, and the chain says that ${address} signed shard ${head.seq}.`,
    {
      hint: "Its end is missing: put the copy back that left the machine in time. Without one this hotkey's records cannot go on, since what was signed is not known: use a new hotkey.",
      details: { announcedSeq: head.seq, announcedHash: head.hash, lastSeq: last ?? null },
    },
  );
}
