import type { Chain } from "../chain/index.ts";
import { AffineError, parseChallengeId, type Rollout, kinds, need } from "../core/index.ts";
import { rolloutId, type VerifiedRollout } from "../dataset/verified-rollout.ts";
import { meaningOf } from "../record/index.ts";
import { FsStore, openStoreForReading, ShardReader, type Store } from "../store/index.ts";
import { logger } from "../telemetry/index.ts";
import type { Session } from "./session.ts";
import { verifiedRollouts } from "./verified-rollouts.ts";
import { storeOptions } from "./store-options.ts";

export interface RolloutOptions {
  /** Go on with what comes after, block by block, until the signal aborts. Default: end with the newest. */
  readonly follow?: boolean;
  readonly signal?: AbortSignal;
  /** Where all records are: a URL, `s3://bucket/prefix` or a folder. Default: the data folder. */
  readonly store?: string;
  /** Told of every shard that is broken or missing; default: a warning in the log. */
  readonly onProblem?: (problem: { key: string; reason: string; message: string }) => void;
  /** Told once why there is nothing to read, where there is not; default: a warning in the log. */
  readonly onNothing?: (why: string) => void;
}

const optionsKind = kinds.shape({
  follow: kinds.maybe(kinds.flag),
  signal: kinds.maybe(kinds.made(AbortSignal)),
  store: kinds.maybe(kinds.text),
  onProblem: kinds.maybe(kinds.call),
  onNothing: kinds.maybe(kinds.call),
});

/** @throws AffineError `invalid_input` for a number of blocks that is none */
export async function* readRollouts(
  session: () => Promise<Session>,
  blocks: number,
  options: RolloutOptions,
): AsyncGenerator<Rollout> {
  need(optionsKind, options, "rollouts", "{ follow, signal, store, onProblem, onNothing } as its second argument");
  if (!Number.isSafeInteger(blocks) || blocks < 1) {
    throw new AffineError("invalid_input", `rollouts() takes a number of blocks, at least 1; got ${String(blocks)}.`);
  }
  const opened = await session();
  const { netuid, home } = opened.network;
  const chain = opened.chain();
  const store =
    options.store === undefined
      ? await FsStore.open(home)
      : await openStoreForReading(options.store, storeOptions(opened.config, options.signal));
  try {
    yield* rolloutsOf(store, chain, { netuid, blocks }, options);
  } finally {
    await store.close();
  }
}

async function* rolloutsOf(
  store: Store,
  chain: Chain,
  { netuid, blocks }: { netuid: number; blocks: number },
  options: RolloutOptions,
): AsyncGenerator<Rollout> {
  const readers = new Map<string, ShardReader>();
  let head = await chain.head();
  const first = Math.max(0, head.number - blocks + 1);
  let found = false;
  let isTold = false;
  while (options.signal?.aborted !== true) {
    const { neurons } = await chain.metagraph(netuid, head);
    const validators = neurons.filter((neuron) => neuron.validatorPermit);
    for (const { hotkey } of validators) {
      const reader = readers.get(hotkey) ?? new ShardReader(store, { netuid, hotkey });
      readers.set(hotkey, reader);
      const choice = { netuid, firstBlock: first, onProblem: options.onProblem ?? warn };
      for await (const rollout of verifiedRollouts(store, reader, choice)) {
        found = true;
        yield rolloutOf(rollout);
      }
    }
    if (!found && !isTold) {
      isTold = true;
      (options.onNothing ?? warnOfNothing)(
        validators.length === 0
          ? `network ${netuid} has no validator at block ${head.number}: nobody may have records`
          : `no records since block ${first} of ${validators.length} validators in ${store.location}`,
      );
    }
    if (options.follow !== true) return;
    head = await chain.waitForBlock(head.number + 1, options.signal === undefined ? {} : { signal: options.signal });
  }
}

function warnOfNothing(why: string): void {
  logger("sdk").warn(why);
}

function warn({ key, reason, message }: { key: string; reason: string; message: string }): void {
  logger("sdk").warn({ key, reason }, message);
}

function rolloutOf(verified: VerifiedRollout): Rollout {
  const { record, transcript, header } = verified;
  const { uid, hotkey, model, revision, commitBlock, promptTokens, completionTokens } = record;
  const { kind, score } = meaningOf(record);
  return {
    id: rolloutId(verified),
    validator: header.hotkey,
    round: record.round,
    block: record.block,
    env: record.env,
    envVersion: parseChallengeId(record.challenge).version,
    challengeId: record.challenge,
    miner: { uid, hotkey, model, revision, block: commitBlock },
    prompt: transcript?.messages ?? [],
    completion: transcript?.text ?? null,
    outcome: record.outcome,
    score: score === null ? null : score / 1000,
    thousandths: score,
    meaning: kind,
    reason: record.reason,
    usage: record.transcript === null ? null : { promptTokens, completionTokens },
    latencyMs: record.latencyMs,
  };
}
