import type { Chain } from "../chain/index.ts";
import { openNetwork } from "../chain/index.ts";
import type { NetworkChoice } from "../config/index.ts";
import { AffineError, Closing, type Evaluation } from "../core/index.ts";
import { DatasetFolder, type DatasetFormat, type ExportReport, type VerifiedRollout } from "../dataset/index.ts";
import { challengeFromId } from "../envs/index.ts";
import { decodeShard } from "../record/index.ts";
import { saidIn } from "../rounds/index.ts";
import { python } from "../sandbox/index.ts";
import {
  openStoreForReading,
  type OpenStoreOptions,
  seqOfShardKey,
  ShardReader,
  type ReadPosition,
  type Store,
} from "../store/index.ts";
import { verifiedRollouts, type OnProblem } from "./verified-rollouts.ts";

/** Texts that are read at the same time. */
const READ_AHEAD = 16;

export interface ExportOptions {
  readonly dir: string;
  readonly format: DatasetFormat;
  /** URL or folder where records are. Default: the network's data folder. */
  readonly store?: string;
  /** ss58 addresses. Default: everybody in the folder; over HTTP those with a permit on chain. */
  readonly validators?: readonly string[];
  /** Names of environments. Default: all. */
  readonly envs?: readonly string[];
  /** Of the last so many blocks, counted from the newest record. Default: all. */
  readonly tailBlocks?: number;
  /** Judges every answer once more: the extracted answer and its metrics are then in the rows. */
  readonly judge?: boolean;
  /** How a store that is not a folder is opened: keys of a bucket, the cache. */
  readonly opening?: OpenStoreOptions;
  readonly onProblem: OnProblem;
  /** Told the number of rows so far, now and then. */
  readonly onProgress?: (rows: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Writes rollouts out of verified shards into a data set's folder; what an earlier export of the folder holds is passed
 * over.
 *
 * @throws AffineError `not_found` without records, `invalid_input`, `locked`, `store_*`, `chain_*`, `interrupted`
 */
export async function exportRollouts(network: NetworkChoice, options: ExportOptions): Promise<ExportReport> {
  const { dir, format, envs, signal } = options;
  const closing = new Closing();
  try {
    const store = await openStoreForReading(options.store ?? network.home, {
      ...options.opening,
      ...(signal === undefined ? {} : { signal }),
    });
    closing.add(() => store.close());
    const chains = await chainsOf(store, network, options, closing);
    const firstBlock = options.tailBlocks === undefined ? 0 : Math.max(0, chains.newestBlock - options.tailBlocks + 1);
    const choice = {
      netuid: network.netuid,
      validators: options.validators?.toSorted() ?? null,
      envs: envs?.toSorted() ?? null,
      ...(format.name === "sft" ? { use: format.description } : {}),
    };
    const folder = await DatasetFolder.open({ dir, format, source: "rollouts", choice });
    closing.add(() => folder.close());
    if (options.judge === true) closing.add(() => python.close());
    const positions: Record<string, ReadPosition> = {};
    let seen = 0;
    for (const hotkey of chains.hotkeys) {
      const from = folder.positionOf(hotkey);
      const reader = new ShardReader(store, {
        netuid: network.netuid,
        hotkey,
        ...(from === undefined ? {} : { from }),
      });
      const wanted = { netuid: network.netuid, firstBlock, onProblem: options.onProblem, readAhead: READ_AHEAD };
      const isWanted = envs === undefined ? undefined : { isWanted: ({ env }: { env: string }) => envs.includes(env) };
      for await (const rollout of verifiedRollouts(store, reader, { ...wanted, ...isWanted })) {
        if (signal?.aborted === true)
          throw new AffineError("interrupted", "The export was interrupted; nothing was added.");
        await addTo(folder, options, rollout);
        seen += 1;
        if (seen % 1_000 === 0) options.onProgress?.(seen);
      }
      if (reader.position.last !== null) positions[hotkey] = reader.position;
    }
    return await folder.commit(positions);
  } finally {
    await closing.close();
  }
}

async function addTo(folder: DatasetFolder, options: ExportOptions, found: VerifiedRollout): Promise<void> {
  const judgedAgain = options.judge === true ? await judge(found, options.onProblem) : undefined;
  const row = options.format.ofRollout(judgedAgain === undefined ? found : { ...found, judgedAgain });
  const { env, block, atMs } = found.record;
  if (typeof row === "string") folder.leaveOut(row);
  else await folder.add(row, { env, block, date: dayOf(atMs) });
}

const DAY_MS = 86_400_000;
let lastDay = { number: Number.NaN, text: "" };

/** `YYYY-MM-DD` in UTC; records come in stretches of one day. */
function dayOf(atMs: number): string {
  const number = Math.floor(atMs / DAY_MS);
  if (number !== lastDay.number) lastDay = { number, text: new Date(atMs).toISOString().slice(0, 10) };
  return lastDay.text;
}

/** What judging says today; told where it contradicts the record. @throws AffineError as `challengeFromId` */
async function judge(
  { record, transcript, shardKey, line }: VerifiedRollout,
  onProblem: OnProblem,
): Promise<Evaluation | undefined> {
  if (record.outcome !== "scored" || transcript === undefined) return undefined;
  const challenge = challengeFromId(record.challenge, () => ({ python }));
  const turns = [...(transcript.earlier ?? []), transcript].map(saidIn);
  const tell = (message: string): void => {
    onProblem({ key: `${shardKey}#${line}`, reason: "verdict", message });
  };
  try {
    const verdict = await challenge.evaluate(challenge.episode === null ? transcript.text : turns);
    if (verdict.thousandths === record.score) return verdict;
    tell(`the record says ${record.score} thousandths, judging again gives ${verdict.thousandths}`);
  } catch (error) {
    // Turns after the end, which no honest record has: that row has no verdict, and the others are exported.
    if (!AffineError.isInstance(error) || error.code !== "invalid_input") throw error;
    tell(`the record says ${record.score} thousandths, and cannot be judged: ${error.message}`);
  }
  return undefined;
}

interface Chains {
  readonly hotkeys: readonly string[];
  readonly newestBlock: number;
}

/** Whose shards there are. A web server cannot list them: the chain knows who may have some. */
async function chainsOf(
  store: Store,
  network: NetworkChoice,
  options: ExportOptions,
  closing: Closing,
): Promise<Chains> {
  const { netuid } = network;
  if (options.store === undefined || !/^https?:/i.test(options.store)) {
    const listed = await listedChains(store, netuid, options.validators);
    if (listed.hotkeys.length > 0) return listed;
    throw new AffineError("not_found", `There are no records of network ${netuid} in ${store.location}.`, {
      hint: "Name where they are with --store, or the network with --netuid; validators write theirs into their data folder.",
    });
  }
  const chain: Chain = openNetwork(network);
  closing.add(() => chain.close());
  const head = await chain.head();
  if (options.validators !== undefined) return { hotkeys: options.validators, newestBlock: head.number };
  const { neurons } = await chain.metagraph(netuid, head);
  return {
    hotkeys: neurons.filter(({ validatorPermit }) => validatorPermit).map(({ hotkey }) => hotkey),
    newestBlock: head.number,
  };
}

async function listedChains(store: Store, netuid: number, wanted: readonly string[] | undefined): Promise<Chains> {
  const newest = new Map<string, string>();
  for await (const key of store.list(`records/${netuid}/`)) {
    const hotkey = key.split("/")[2] ?? "";
    if (seqOfShardKey(key) !== undefined && (wanted?.includes(hotkey) ?? true)) newest.set(hotkey, key);
  }
  const missing = wanted?.find((hotkey) => !newest.has(hotkey));
  if (missing !== undefined) {
    throw new AffineError("not_found", `There are no records of ${missing} in ${store.location}.`, {
      hint: `Records there are of: ${[...newest.keys()].join(", ") || "nobody"}.`,
    });
  }
  let newestBlock = 0;
  for (const [hotkey, key] of newest)
    newestBlock = Math.max(newestBlock, await lastBlockOf(store, netuid, hotkey, key));
  return { hotkeys: [...newest.keys()], newestBlock };
}

/** 0 for a shard that is not sound: reading the chain reports it. */
async function lastBlockOf(store: Store, netuid: number, hotkey: string, key: string): Promise<number> {
  const bytes = await store.get(key);
  if (bytes === undefined) return 0;
  try {
    return decodeShard(bytes, { place: { netuid, hotkey, seq: seqOfShardKey(key) ?? 0 } }).header.lastBlock;
  } catch (error) {
    if (AffineError.isInstance(error) && error.code === "record_invalid") return 0;
    throw error;
  }
}
