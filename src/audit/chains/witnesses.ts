import { AffineError } from "../../core/index.ts";
import type { StakedShare } from "../../mechanism/index.ts";
import { decodeShard, defectOf, type AnnouncedHead, type ShardHead } from "../../record/index.ts";
import { isMajority } from "../../replay/index.ts";
import { shardKey, type Store } from "../../store/index.ts";
import type { Deviation, Evidence } from "../deviation.ts";
import type { Findings } from "../findings.ts";
import type { ChainSummary, FoundShard } from "./read-chain.ts";

interface Claim extends ShardHead {
  /** Who signed it, and in which shard it stands first. */
  readonly witness: string;
  readonly place: string;
  /** Who else signed it. */
  readonly others: Set<string>;
}

/** A head that is not what is shown. */
interface Contradiction {
  readonly claim: Claim;
  /** What is shown in its place; `undefined` where nothing is. */
  readonly shown: string | undefined;
  /** Nothing of the whole chain is there. */
  readonly isEmpty: boolean;
}

export interface CompareOptions {
  readonly netuid: number;
  readonly storesOf: (hotkey: string) => readonly Store[];
  /** Validators with a permit: of others anybody can make heads up. */
  readonly permitted: ReadonlySet<string>;
  /** By the chain as it is now; none without one. */
  readonly votingShares: readonly StakedShare[];
  /** What each announced on chain as its newest shard. */
  readonly heads: ReadonlyMap<string, AnnouncedHead>;
  readonly findings: Findings;
}

/**
 * Compares the heads that validators signed of each other's chains with the chains themselves: whoever shows two
 * chains, or takes a shard back, is seen by those who saw the other. Anybody can write anything into a header, so it is
 * laid at the door of the chain's owner only where more than half of the voting shares contradict what it shows, or it
 * announced a shard at least as new itself; else at the door of the one that signed the head.
 */
export class Witnesses {
  readonly #claims = new Map<string, Claim>();

  /** Takes the heads of a verified shard. */
  add({ key, header }: FoundShard): void {
    for (const head of header.heads) {
      const id = `${head.hotkey}/${head.seq}/${head.hash}`;
      const known = this.#claims.get(id);
      if (known === undefined) {
        this.#claims.set(id, { ...head, witness: header.hotkey, place: key, others: new Set() });
      } else if (known.witness !== header.hotkey) known.others.add(header.hotkey);
    }
  }

  /** To be called when all chains were read. */
  async compare(chains: ReadonlyMap<string, ChainSummary>, options: CompareOptions): Promise<void> {
    const bySubject = new Map<string, Contradiction[]>();
    for (const claim of this.#claims.values()) {
      const found = await contradictionOf(claim, chains, options);
      if (found === undefined) continue;
      const known = bySubject.get(claim.hotkey);
      if (known === undefined) bySubject.set(claim.hotkey, [found]);
      else known.push(found);
    }
    for (const found of bySubject.values()) tellAll(found, options);
  }
}

/** Sorts what contradicts one chain into what is proven against it, and what its signers are asked for. */
function tellAll(found: readonly Contradiction[], options: CompareOptions): void {
  const { votingShares, heads, netuid, findings } = options;
  const newest = new Map<string, number>();
  for (const { claim } of found) {
    for (const one of signersOf(claim)) newest.set(one, Math.max(claim.seq, newest.get(one) ?? -1));
  }
  const isProven = ({ claim: { hotkey, seq }, shown }: Contradiction): boolean =>
    // What it announced itself it signed itself; who contradicts a later shard contradicts those before it.
    (shown === undefined && seq <= (heads.get(hotkey)?.seq ?? -1)) ||
    isMajority((one) => (newest.get(one) ?? -1) >= seq, votingShares);
  const proven = found.filter(isProven);
  for (const one of told(proven, () => "")) findings.deviate(provenDeviation(one, netuid));
  // Who is right about one shard is not asked for the next, which it may have been the first to see.
  const isRight = new Set(proven.flatMap(({ claim }) => signersOf(claim)));
  for (const one of told(
    found.filter((each) => !proven.includes(each)),
    ({ claim }) => claim.witness,
  )) {
    for (const signer of signersOf(one.claim)) {
      if (!isRight.has(signer)) findings.deviate(unprovenDeviation(one, signer, netuid));
    }
  }
}

function signersOf({ witness, others }: Claim): string[] {
  return [witness, ...others];
}

async function contradictionOf(
  claim: Claim,
  chains: ReadonlyMap<string, ChainSummary>,
  { netuid, storesOf, permitted, findings }: CompareOptions,
): Promise<Contradiction | undefined> {
  const { hotkey, seq, hash, witness, place } = claim;
  const chain = chains.get(hotkey);
  const isEmpty = chain === undefined || chain.shards.size === 0;
  if (isEmpty) {
    if (!permitted.has(hotkey) || chain?.isTroubled(seq) === true) {
      findings.note("head_unchecked", witness, `${place} names shard ${seq} of ${hotkey}`);
      return undefined;
    }
    // A store that did not answer proves nothing.
    return findings.troubles.length > 0 ? undefined : { claim, shown: undefined, isEmpty };
  }
  if (chain.shards.get(seq)?.hash === hash) return undefined;
  // A chain that grows may have been read before its newest shard was there.
  const shown = chain.shards.get(seq)?.hash ?? (await hashNow(storesOf(hotkey), { netuid, hotkey, seq }));
  if (shown === hash || (shown === undefined && chain.isTroubled(seq))) return undefined;
  return { claim, shown, isEmpty };
}

/** Where nothing at all is there, the newest head of a group tells as much as all of them. */
function told(found: readonly Contradiction[], groupOf: (found: Contradiction) => string): readonly Contradiction[] {
  const newest = new Map<string, Contradiction>();
  for (const one of found) {
    if (one.isEmpty && one.claim.seq > (newest.get(groupOf(one))?.claim.seq ?? -1)) newest.set(groupOf(one), one);
  }
  return found.filter((one) => !one.isEmpty || newest.get(groupOf(one)) === one);
}

function provenDeviation(found: Contradiction, netuid: number): Deviation {
  const { claim, shown, isEmpty } = found;
  const { hotkey, seq, witness } = claim;
  const withheld = isEmpty
    ? `${witness} saw its shards up to ${seq}, and none of them is there`
    : `${witness} saw its shard ${seq}, which is not there`;
  return {
    code: shown === undefined ? "withheld_shard" : "second_shard",
    validator: hotkey,
    record: shardKey({ netuid, hotkey, seq }),
    block: null,
    round: null,
    message:
      shown === undefined
        ? withheld
        : `${witness} and others saw another shard with the number ${seq} than the one shown here`,
    evidence: evidenceOf(found),
  };
}

function unprovenDeviation(found: Contradiction, signer: string, netuid: number): Deviation {
  const { hotkey, seq, witness, place } = found.claim;
  const what = found.shown === undefined ? "which is not there" : "and another one is shown";
  return {
    code: "unproven_head",
    validator: signer,
    record: signer === witness ? place : null,
    block: null,
    round: null,
    message: `it signed that it saw shard ${seq} of ${hotkey}, ${what}; most of the voting shares do not say so`,
    evidence: { of: hotkey, shard: shardKey({ netuid, hotkey, seq }), ...evidenceOf(found) },
  };
}

function evidenceOf({ claim: { witness, place, others, hash }, shown }: Contradiction): Evidence {
  return {
    witness,
    witnessShard: place,
    moreWitnesses: others.size,
    witnessedHash: hash,
    shownHash: shown ?? null,
  };
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
