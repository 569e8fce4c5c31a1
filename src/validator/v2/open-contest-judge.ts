import { rulesHash, type ChampionRules } from "../../replay/index.ts";
import { codeDigest } from "../../io/index.ts";
import type { Document, ShardRecord } from "../../record/index.ts";
import { FsStore, KeptShards } from "../../store/index.ts";
import type { JudgeParts } from "../judge-parts.ts";
import { Announcer } from "./announcer.ts";
import { BlockHashes } from "./block-hashes.ts";
import { BlockPace } from "./block-pace.ts";
import { SnapshotReader } from "../../replay/driver/snapshot-reader.ts";
import { ContestCheckpoints } from "./checkpoint/contest-checkpoints.ts";
import { OwnMemory } from "./checkpoint/own-memory.ts";
import { ContestJudge } from "./contest-judge.ts";
import { ContestScheduler } from "./contest-scheduler.ts";
import { DecisionLog } from "./decision-log.ts";
import { GridRecorder } from "./grid-recorder.ts";
import { Inspector } from "./inspector.ts";
import { KnownFaults } from "./known-faults.ts";
import { SealClock } from "./seal-clock.ts";

/** Blocks between two checkpoints at least. */
const LEAST_CHECKPOINT_BLOCKS = 50;

/**
 * The judge of affine-v2 with all that it needs; what our own records say of an earlier life is remembered.
 *
 * @throws AffineError `state_version`, `state_corrupt`, `store_transport`
 */
export async function openContestJudge(parts: JudgeParts, champion: ChampionRules): Promise<ContestJudge> {
  const { options, alarms, queue, records, results, store, sealContext, journal, gate, nowMs, hosts } = parts;
  const { chain, rules, signer, log, inspect } = options;
  const hotkey = signer.address;
  const inspector = new Inspector({ inspect, log });
  const known = new KnownFaults();
  const ownStore = options.store === undefined ? store : await FsStore.open(options.folder);
  const { netuid } = rules;
  const owner = { code: await codeDigest(), rules: rulesHash(rules), netuid, hotkey };
  const checkpoints = await ContestCheckpoints.open({
    ...{ ownStore, store, chain, owner, alarms, log },
    path: journal(`contest-${netuid}.checkpoint`),
    gate,
    everyBlocks: Math.max(LEAST_CHECKPOINT_BLOCKS, 2 * champion.deadlineBlocks),
    fromGenesis: options.fromGenesis ?? false,
  });
  const memory = new OwnMemory({ known, inspector }, checkpoints.saved?.memory ?? undefined);
  await memory.readOn(ownStore, { netuid, hotkey });
  memory.addPending(records.pending());
  const append = async (record: ShardRecord, document?: Document): Promise<void> => {
    await records.append(record, document);
  };
  const { location } = ownStore;
  return new ContestJudge({
    chain,
    kept: new KeptShards(
      { own: ownStore, published: options.publishTo ?? (store.location === location ? undefined : store) },
      netuid,
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
    memory,
    checkpoints,
    owner,
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
      snapshots: new SnapshotReader({ chain, rules, champion, log, written: memory.lastGrid }),
    }),
    hashes: new BlockHashes(chain),
    pace: new BlockPace(),
    sealClock: new SealClock(champion.deadlineBlocks),
    decisions: new DecisionLog({
      rules,
      hotkey,
      alarms,
      written: memory.lastDecision,
      onDecision: append,
      onDispute: append,
    }),
    scheduler: await ContestScheduler.open({
      queue,
      rules,
      hotkey,
      file: journal(`contest-${netuid}.json`),
      gate,
      hosts,
      onUnreachable: append,
      nowMs,
      alarms,
      log,
    }),
  });
}
