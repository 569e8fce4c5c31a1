import type { ChampionRules } from "../../replay/index.ts";
import type { Document, ShardRecord } from "../../record/index.ts";
import { FsStore, KeptShards, ShardReader, type Store } from "../../store/index.ts";
import type { JudgeParts } from "../judge-parts.ts";
import { Announcer } from "./announcer.ts";
import { BlockHashes } from "./block-hashes.ts";
import { BlockPace } from "./block-pace.ts";
import { SnapshotReader } from "../../replay/driver/snapshot-reader.ts";
import { ContestJudge } from "./contest-judge.ts";
import { ContestScheduler } from "./contest-scheduler.ts";
import { DecisionLog } from "./decision-log.ts";
import { GridRecorder } from "./grid-recorder.ts";
import { Inspector } from "./inspector.ts";
import { KnownFaults } from "./known-faults.ts";
import { SealClock } from "./seal-clock.ts";

/**
 * The judge of affine-v2 with all that it needs; what our own records say of an earlier life is remembered.
 *
 * @throws AffineError `state_version`, `state_corrupt`, `store_transport`
 */
export async function openContestJudge(parts: JudgeParts, champion: ChampionRules): Promise<ContestJudge> {
  const { options, alarms, queue, records, results, store, sealContext, journal, nowMs, hosts } = parts;
  const { chain, rules, signer, log, inspect } = options;
  const hotkey = signer.address;
  const inspector = new Inspector({ inspect, log });
  const known = new KnownFaults();
  const ownStore = options.store === undefined ? store : await FsStore.open(options.folder);
  const { lastGrid, lastDecision } = await rememberOwn(ownStore, records.pending(), {
    chain: { netuid: rules.netuid, hotkey },
    known,
    inspector,
  });
  const append = async (record: ShardRecord, document?: Document): Promise<void> => {
    await records.append(record, document);
  };
  const { location } = ownStore;
  return new ContestJudge({
    chain,
    kept: new KeptShards(
      { own: ownStore, published: options.publishTo ?? (store.location === location ? undefined : store) },
      rules.netuid,
    ),
    announcer: new Announcer({ signer, records, recordsUrl: options.recordsUrl, alarms, log }),
    rules,
    champion,
    hotkey,
    records,
    results,
    ownStore,
    store,
    known,
    alarms,
    nowMs,
    log,
    sealContext,
    grid: new GridRecorder({
      rules,
      champion,
      records,
      inspector,
      log,
      snapshots: new SnapshotReader({ chain, rules, champion, log, written: lastGrid }),
    }),
    hashes: new BlockHashes(chain),
    pace: new BlockPace(),
    sealClock: new SealClock(champion.deadlineBlocks),
    decisions: new DecisionLog({
      rules,
      hotkey,
      alarms,
      written: lastDecision,
      onDecision: append,
      onDispute: append,
    }),
    scheduler: await ContestScheduler.open({
      queue,
      rules,
      hotkey,
      file: journal(`contest-${rules.netuid}.json`),
      hosts,
      onUnreachable: append,
      nowMs,
      alarms,
      log,
    }),
  });
}

/** Own records of earlier lives: what was evaluated, found and decided need not be again. */
async function rememberOwn(
  store: Store,
  pending: readonly ShardRecord[],
  about: { chain: { netuid: number; hotkey: string }; known: KnownFaults; inspector: Inspector },
): Promise<{ lastGrid: number; lastDecision: number }> {
  const last = { lastGrid: -1, lastDecision: -1 };
  const remember = (record: ShardRecord): void => {
    if (record.kind === "dispute") about.known.add(record);
    else if (record.kind === "finding") about.inspector.remember(record.subject, record.reason);
    else if (record.kind === "chain") last.lastGrid = Math.max(last.lastGrid, record.block);
    else if (record.kind === "decision") last.lastDecision = Math.max(last.lastDecision, record.block);
  };
  for await (const found of new ShardReader(store, about.chain).walk()) {
    if (found.kind === "problem") continue;
    about.known.addHeads(found.header);
    for (const record of found.records) remember(record);
  }
  for (const record of pending) remember(record);
  return last;
}
