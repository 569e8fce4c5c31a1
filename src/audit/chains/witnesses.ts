import { AffineError } from "../../core/index.ts";
import { decodeShard, defectOf, type ShardHead } from "../../record/index.ts";
import { shardKey, type Store } from "../../store/index.ts";
import type { Findings } from "../findings.ts";
import type { ChainSummary, FoundShard } from "./read-chain.ts";

interface Claim extends ShardHead {
  /** Who signed it, and in which shard it stands first. */
  readonly witness: string;
  readonly place: string;
  others: number;
}

/**
 * Compares the heads that validators signed of each other's chains with the chains themselves: whoever shows two
 * chains, or takes a shard back, is seen by those who saw the other.
 */
export class Witnesses {
  readonly #claims = new Map<string, Claim>();

  /** Takes the heads of a verified shard. */
  add({ key, header }: FoundShard): void {
    for (const head of header.heads) {
      const id = `${head.hotkey}/${head.seq}/${head.hash}`;
      const known = this.#claims.get(id);
      if (known === undefined) this.#claims.set(id, { ...head, witness: header.hotkey, place: key, others: 0 });
      else if (known.witness !== header.hotkey) known.others += 1;
    }
  }

  /** To be called when all chains were read. */
  async compare(
    chains: ReadonlyMap<string, ChainSummary>,
    {
      netuid,
      storesOf,
      permitted,
      findings,
    }: {
      netuid: number;
      storesOf: (hotkey: string) => readonly Store[];
      /** Validators with a permit: of others anybody can make heads up. */
      permitted: ReadonlySet<string>;
      findings: Findings;
    },
  ): Promise<void> {
    const gone = new Map<string, Claim>();
    for (const claim of this.#claims.values()) {
      const { hotkey, seq, hash, witness, place, others } = claim;
      const chain = chains.get(hotkey);
      const isEmpty = chain === undefined || chain.shards.size === 0;
      if (isEmpty && permitted.has(hotkey) && chain?.isTroubled(seq) !== true) {
        const most = gone.get(hotkey);
        if (most === undefined || most.seq < seq) gone.set(hotkey, claim);
        continue;
      }
      if (isEmpty) {
        findings.note("head_unchecked", witness, `${place} names shard ${seq} of ${hotkey}`);
        continue;
      }
      if (chain.shards.get(seq)?.hash === hash) continue;
      const key = shardKey({ netuid, hotkey, seq });
      // A chain that grows may have been read before its newest shard was there.
      const shown = chain.shards.get(seq)?.hash ?? (await hashNow(storesOf(hotkey), { netuid, hotkey, seq }));
      if (shown === hash || (shown === undefined && chain.isTroubled(seq))) continue;
      const evidence = {
        witness,
        witnessShard: place,
        moreWitnesses: others,
        witnessedHash: hash,
        shownHash: shown ?? null,
      };
      findings.deviate({
        code: shown === undefined ? "withheld_shard" : "second_shard",
        validator: hotkey,
        record: key,
        block: null,
        round: null,
        message:
          shown === undefined
            ? `${witness} saw its shard ${seq}, which is not there`
            : `${witness} saw another shard with the number ${seq} than the one shown here; one of the two is lying`,
        evidence,
      });
    }
    // Without any shard nothing else tells that a validator takes part. A store that did not answer proves nothing.
    if (findings.troubles.length > 0) return;
    for (const { hotkey, seq, hash, witness, place, others } of gone.values()) {
      findings.deviate({
        code: "withheld_shard",
        validator: hotkey,
        record: shardKey({ netuid, hotkey, seq }),
        block: null,
        round: null,
        message: `${witness} saw its shards up to ${seq}, and none of them is there`,
        evidence: { witness, witnessShard: place, moreWitnesses: others, witnessedHash: hash, shownHash: null },
      });
    }
  }
}

async function hashNow(
  stores: readonly Store[],
  place: { netuid: number; hotkey: string; seq: number },
): Promise<string | undefined> {
  for (const store of stores) {
    try {
      const bytes = await store.get(shardKey(place));
      if (bytes !== undefined) return decodeShard(bytes, { place }).hash;
    } catch (error) {
      // Broken there, or the store does not answer, which was told when the chain was read: the next one may know.
      const known =
        defectOf(error) !== undefined || (AffineError.isInstance(error) && error.code === "store_transport");
      if (!known) throw error;
    }
  }
  return undefined;
}
