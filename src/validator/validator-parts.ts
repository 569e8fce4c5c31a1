import { opening } from "../core/index.ts";
import { join } from "node:path";
import { rulesHash } from "../replay/index.ts";
import { openWorkQueue, Runner, type WorkQueue } from "../rounds/index.ts";
import type { RolloutRecord } from "../record/index.ts";
import { LockFile, WriteGate } from "../io/index.ts";
import { FsStore, RecordLog, type Store } from "../store/index.ts";
import { Alarms, type Alarm } from "./alarms.ts";
import { Collector } from "./collector.ts";
import { openContestJudge } from "./v2/open-contest-judge.ts";
import { SealContext } from "./v2/seal-context.ts";
import { expectedHeads } from "./expected-heads.ts";
import { HostBook } from "./host-book.ts";
import type { JudgeParts } from "./judge-parts.ts";
import type { Judge } from "./judge.ts";
import { Results } from "./window/results.ts";
import { RoundScheduler } from "./v1/round-scheduler.ts";
import { ShardStatistics } from "./shard-statistics.ts";
import { queueFolder, type ValidatorOptions } from "./validator-options.ts";
import { WeightSetter, type ConfirmedWeights } from "./weight-setter.ts";
import { WindowJudge } from "./v1/window-judge.ts";

const QUEUE_LOST =
  "The server of the work queue has lost what was in it; rounds whose questions were there count as missing. See that Redis keeps its data (appendonly yes).";

/** Deadlines of a localnet for which the keys of records are remembered; what is older counts nowhere. */
const LOCAL_REMEMBERED_DEADLINES = 20;

/** Told by the parts as things happen. */
export interface ValidatorListeners {
  readonly onAlarm: (alarm: Alarm) => void;
  readonly onRecord: (record: RolloutRecord) => void;
  readonly onConfirmed: (weights: ConfirmedWeights) => void;
}

/** What a running validator is made of. */
export interface ValidatorParts {
  readonly alarms: Alarms;
  readonly queue: WorkQueue;
  readonly records: RecordLog;
  readonly store: Store;
  readonly hosts: HostBook;
  readonly judge: Judge;
  readonly collector: Collector;
  readonly setter: WeightSetter;
  readonly statistics: ShardStatistics;
  readonly runner: Runner | undefined;
  /** Closes what holds files and locks, the runner first stopped. */
  close(): Promise<void>;
}

/** Opens everything in a data folder, or nothing. @throws AffineError `locked`, `state_version`, `state_corrupt`, … */
export async function openParts(options: ValidatorOptions, listeners: ValidatorListeners): Promise<ValidatorParts> {
  // What fails to close keeps nothing else from it, least of all the lock.
  return opening(async (closing) => {
    const parts = await open(options, listeners, (step) => closing.add(step));
    return { ...parts, close: () => closing.close() };
  });
}

async function open(
  options: ValidatorOptions,
  listeners: ValidatorListeners,
  whenClosing: (step: () => Promise<void>) => void,
): Promise<Omit<ValidatorParts, "close">> {
  const { chain, signer, rules, folder, log } = options;
  const { netuid } = rules;
  const hotkey = signer.address;
  const nowMs = options.nowMs ?? Date.now;
  const journal = (name: string): string => join(folder, "journal", name);

  const lock = await LockFile.acquire(journal("validator.lock"), `The data folder ${folder}`);
  whenClosing(() => lock.release());
  // What is not waited for any more, a chain's answer or a slow disk, must not write under the next one's lock.
  const gate = new WriteGate(`The data folder ${folder}`);
  whenClosing(() => gate.close());
  const alarms = new Alarms(nowMs, listeners.onAlarm);
  const store = options.store ?? (await FsStore.open(folder));
  if (options.store === undefined) whenClosing(() => store.close());
  const sealContext = new SealContext();
  const records = await RecordLog.open({
    folder,
    store: options.publishTo ?? store,
    netuid,
    hotkey,
    rules: rulesHash(rules),
    signHeader: (header) => signer.signShardHeader(header),
    expected: await expectedHeads(chain, signer, netuid),
    // Under affine-v2 the clock of deadlines seals; this bounds a shard.
    sealEvery: options.sealEvery ?? (rules.champion === undefined ? { records: 1000, blocks: 100 } : { records: 1000 }),
    // On a network of one machine nobody waits for days: a start would read the shards of all that time.
    ...(rules.champion?.allowEndpoints === true
      ? { rememberBlocks: LOCAL_REMEMBERED_DEADLINES * rules.champion.deadlineBlocks }
      : {}),
    heads: sealContext.heads,
    sealedBlock: sealContext.block,
    onProblem(problem) {
      // A seal that our own closing ended is done at the next start.
      if (problem.code === "interrupted") return;
      // Each is told once, without a stack: it is tried again and again.
      log.debug({ err: problem }, "a problem with the records");
      const isTold = alarms.list().find(({ code }) => code === "records");
      if (isTold !== undefined && isTold.message !== problem.message) log.error(problem.message);
      alarms.raise("records", problem.message);
    },
  });
  whenClosing(() => records.close());
  const queue = await openWorkQueue({
    ...options.queue,
    folder: queueFolder(folder),
    perMiner: options.perMiner,
    log,
    onLost: () => alarms.raise("queue_lost", QUEUE_LOST),
  });
  whenClosing(() => queue.close());
  const results = new Results({
    store,
    netuid,
    hotkey,
    rules: rulesHash(rules),
    windowBlocks: rules.windowBlocks,
    alarms,
    log,
  });
  for (const record of records.pending()) if (record.kind === "rollout") results.add(record);
  const hosts = new HostBook({ ...options.roster, ...options.hostLooks, nowMs, log });
  const judge = await openJudge({
    options,
    alarms,
    queue,
    records,
    results,
    store,
    hosts,
    sealContext,
    journal,
    gate,
    nowMs,
  });
  whenClosing(async () => judge.close?.());
  const runner = options.runner === false ? undefined : new Runner({ ...options, queue });
  if (runner !== undefined) whenClosing(() => runner.stop());
  return {
    alarms,
    queue,
    records,
    store,
    hosts,
    judge,
    runner,
    statistics: new ShardStatistics(store, { netuid, hotkey }),
    collector: new Collector({
      queue,
      sink: records,
      alarms,
      log,
      onRecord(record) {
        judge.add(record);
        listeners.onRecord(record);
      },
    }),
    setter: await WeightSetter.open({
      chain,
      signer,
      netuid,
      file: journal(`weights-${netuid}.json`),
      gate,
      alarms,
      log,
      onConfirmed: listeners.onConfirmed,
      ...(options.doubtBlocks === undefined ? {} : { doubtBlocks: options.doubtBlocks }),
    }),
  };
}

async function openJudge(parts: JudgeParts): Promise<Judge> {
  const { options, alarms, queue, results, journal, gate, nowMs } = parts;
  const { chain, rules, log } = options;
  if (rules.champion !== undefined) return openContestJudge(parts, rules.champion);
  const scheduler = await RoundScheduler.open({
    chain,
    queue,
    rules,
    file: journal(`rounds-${rules.netuid}.json`),
    gate,
    maxCatchUpRounds: options.maxCatchUpRounds ?? 20,
    jobDeadlineMs: options.jobDeadlineMs ?? 600_000,
    nowMs,
    alarms,
    log,
  });
  return new WindowJudge({ rules, results, scheduler, settledRounds: options.settledRounds ?? 10, log });
}
