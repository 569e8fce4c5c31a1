import { AffineError } from "../../core/index.ts";
import type { ChainState, ShardHeader } from "../../record/index.ts";

/** A shard of one's own that somebody besides the records knows to be signed. */
export interface ExpectedHead {
  readonly seq: number;
  /** SHA-256 of its signed header; `null` where only the number is known. */
  readonly headerHash: string | null;
  /** Who says so, for the message: "the chain", "the signer's log". */
  readonly by: string;
  /** Whether it may be signed and not stored yet: a crash lies between the two. */
  readonly mayBeUnstored?: boolean;
}

/**
 * A second chain of one hotkey is never begun in silence: whoever holds shards of the first can prove it, and nothing
 * takes it back.
 *
 * @param of the end of the chain that is there, and the hash of a shard of it
 * @throws AffineError `state_corrupt` where the records end before a shard that was signed, or hold another one.
 */
export async function assertReaches(
  of: {
    readonly head: ChainState;
    readonly drafted: ShardHeader | undefined;
    readonly headerHashOf: (seq: number) => Promise<string>;
    readonly what: string;
  },
  expected: readonly ExpectedHead[],
): Promise<void> {
  const last = of.head?.seq ?? -1;
  for (const { seq, headerHash, by, mayBeUnstored = false } of expected) {
    if (seq > last) {
      // Signed, and the process died before it was stored: the draft is signed again.
      if (mayBeUnstored && seq === last + 1 && of.drafted?.seq === seq) continue;
      throw secondChain(of.what, last, `${by} that shard ${seq} was signed`);
    }
    if (headerHash !== null && (await of.headerHashOf(seq)) !== headerHash) {
      throw secondChain(of.what, last, `${by} that another shard ${seq} was signed than the one there`);
    }
  }
}

function secondChain(what: string, last: number, says: string): AffineError {
  const there = last < 0 ? "has no shard" : `ends at shard ${last}`;
  return new AffineError("state_corrupt", `${what} ${there}, and ${says}.`, {
    hint: "Going on would begin a second chain of this hotkey, which everybody can prove. Bring the shards back into records/, from a backup or from where they were published (a mirror, a peer's data folder); without any, validate with a new hotkey.",
    details: { lastSeq: last },
  });
}
