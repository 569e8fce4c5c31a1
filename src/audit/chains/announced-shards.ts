import type { AnnouncedHead } from "../../record/index.ts";
import { shardKey, type Store } from "../../store/index.ts";
import type { Deviation } from "../deviation.ts";
import type { Findings } from "../findings.ts";
import type { ChainSummary } from "./read-chain.ts";

/**
 * Looks for the shards that validators announced on chain as their newest: what is missing behind the last one that is
 * shown leaves no gap, so that nothing else would miss it.
 */
export function checkAnnounced(
  heads: ReadonlyMap<string, AnnouncedHead>,
  {
    netuid,
    chains,
    storesOf,
    findings,
  }: {
    netuid: number;
    chains: ReadonlyMap<string, ChainSummary>;
    storesOf: (hotkey: string) => readonly Store[];
    findings: Findings;
  },
): void {
  for (const [hotkey, { seq, hash }] of heads) {
    const chain = chains.get(hotkey);
    // Not one of those that were looked at.
    if (chain === undefined) continue;
    const shown = chain.shards.get(seq);
    if (shown?.headerHash === hash) continue;
    // It is broken or a gap, which was told.
    if (shown === undefined && chain.isTroubled(seq)) continue;
    const last = [...chain.shards.keys()].reduce((most, next) => Math.max(most, next), -1);
    const where = storesOf(hotkey).map(({ location }) => location);
    const lacking = last + 1 < seq ? `shards ${last + 1} to ${seq} are` : `shard ${seq} is`;
    const deviation: Deviation = {
      code: shown === undefined ? "withheld_shard" : "second_shard",
      validator: hotkey,
      record: shardKey({ netuid, hotkey, seq }),
      block: null,
      round: null,
      message:
        shown === undefined
          ? `it announced shard ${seq} on chain, and ${lacking} not there`
          : `it announced another shard ${seq} on chain than the one shown here`,
      evidence: {
        announcedSeq: seq,
        announcedHash: hash,
        shownHash: shown?.headerHash ?? null,
        lastShownSeq: last < 0 ? null : last,
        stores: where.join(" "),
      },
    };
    if (shown !== undefined) findings.deviate(deviation);
    else findings.cause(deviation, { fromBlock: chain.newestBlock ?? 0, toBlock: Infinity });
  }
}
