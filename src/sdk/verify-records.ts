import { randomBytes } from "node:crypto";
import { audit, Checkpoint, type AuditProgress, type AuditReport, type DeviationCode } from "../audit/index.ts";
import { openChain, openNetwork, type Chain } from "../chain/index.ts";
import { codeDigest } from "../io/index.ts";
import type { Config, NetworkChoice } from "../config/index.ts";
import { rulesHash, type ContestRules } from "../replay/index.ts";
import { AffineError, Closing, kinds, need } from "../core/index.ts";
import { isPrivateHost } from "../record/index.ts";
import { python } from "../sandbox/index.ts";
import { openStoreForReading, type Store } from "../store/index.ts";
import { networkRules } from "./network-rules.ts";
import { storeOptions } from "./store-options.ts";

/** What is recomputed, and from where. */
export interface VerifyOptions {
  /** URLs, `s3://` addresses or folders where all records are. Default: where each validator announced on chain that its own are. */
  readonly stores?: readonly string[];
  /** ss58 addresses of validators to look at besides those with a permit. */
  readonly validators?: readonly string[];
  /** Part of the questions whose answers are judged again, above 0 to 1. Default 1. */
  readonly share?: number;
  /** What picks them; nobody should know it before the records are published. Default: drawn, and in the report. */
  readonly seed?: string;
  /** `false` asks no chain: beacons, commitments and weights are then not checked, and the report says so. */
  readonly chain?: boolean;
  /** Chain endpoint that still shows old blocks, for snapshots of the chain. */
  readonly archive?: string;
  /** Deviations that are told and do not make the verdict. */
  readonly tolerate?: readonly DeviationCode[];
  /** Blocks that a validator's newest record may be old. Default: three epochs, at least 1,080. */
  readonly maxAgeBlocks?: number;
  /** Threads that judge answers. Default 1: this one. */
  readonly workers?: number;
  readonly signal?: AbortSignal;
  /** File that keeps what was judged and found right, so that the next run judges only what is new. */
  readonly checkpoint?: string;
  /** After each shard, and after each hundredth part of the replay. */
  readonly onProgress?: (progress: AuditProgress) => void;
}

const words = kinds.maybe(kinds.list(kinds.text));
const word = kinds.maybe(kinds.text);
const optionsKind = kinds.shape({
  stores: words,
  validators: words,
  share: kinds.maybe(kinds.number),
  seed: word,
  chain: kinds.maybe(kinds.flag),
  archive: word,
  tolerate: words,
  maxAgeBlocks: kinds.maybe(kinds.between(0)),
  workers: kinds.maybe(kinds.between(1)),
  signal: kinds.maybe(kinds.made(AbortSignal)),
  checkpoint: word,
  onProgress: kinds.maybe(kinds.call),
});

/** Callers in JavaScript have no types. @throws AffineError `invalid_input` naming the option of another kind. */
export function needVerifyOptions(options: unknown): void {
  need(optionsKind, options, "verify", "{ stores, validators, share, … }; see VerifyOptions");
}

/**
 * Recomputes what was published on a network. The process's own sandbox runs the programs of answers, and is closed.
 *
 * @throws AffineError `invalid_input`, `not_found` when there is nothing to look at, `chain_*`, `interrupted`
 */
export async function verifyRecords(
  { config, network }: { config: Config; network: NetworkChoice },
  options: VerifyOptions,
): Promise<AuditReport> {
  const { share = 1, signal, onProgress } = options;
  if (!(share > 0 && share <= 1)) {
    throw new AffineError("invalid_input", `The share of questions is above 0 and at most 1; got ${share}.`);
  }
  const closing = new Closing();
  const opened = (chain: Chain): Chain => {
    closing.add(() => chain.close());
    return chain;
  };
  try {
    const { endpoint, endpointFallback, proofs } = network;
    const chain = options.chain === false ? null : opened(openNetwork(network));
    // An archive node is asked for old states; that its blocks are the network's is for the others to say.
    const witnesses = endpointFallback === undefined ? endpoint : `${endpoint},${endpointFallback}`;
    const archive =
      options.archive === undefined
        ? null
        : opened(openChain({ endpoint: options.archive, ...(proofs === undefined ? {} : { proofs, witnesses }) }));
    const rules = networkRules(config, network);
    const checkpoint =
      options.checkpoint === undefined ? undefined : await openCheckpoint(options.checkpoint, share, rules);
    const stores: Store[] = [];
    for (const place of options.stores ?? []) {
      const store = await openStoreForReading(place, storeOptions(config, signal));
      closing.add(() => store.close());
      stores.push(store);
    }
    // Programs of answers run in the process's own engine, which starts at the first one.
    closing.add(() => python.close());
    return await audit({
      rules,
      ...(checkpoint === undefined ? {} : { checkpoint }),
      chain,
      archive,
      stores,
      home: await homeStore(network.home),
      validators: options.validators ?? [],
      allowPrivate: isOnThisMachine(endpoint),
      share,
      seed: options.seed ?? randomBytes(8).toString("hex"),
      tolerate: new Set(options.tolerate),
      workers: options.workers ?? 1,
      ...(options.maxAgeBlocks === undefined ? {} : { maxAgeBlocks: options.maxAgeBlocks }),
      python,
      nowMs: () => performance.now(),
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
  } finally {
    await closing.close();
  }
}

async function openCheckpoint(path: string, share: number, rules: ContestRules): Promise<Checkpoint> {
  if (share < 1) {
    throw new AffineError("invalid_input", "A checkpoint keeps whole shards, so it goes with all of the questions.", {
      hint: "Leave out the share, or the checkpoint.",
    });
  }
  return Checkpoint.open(path, { code: await codeDigest(), rules: rulesHash(rules), netuid: rules.netuid });
}

async function homeStore(folder: string): Promise<Store | null> {
  try {
    return await openStoreForReading(folder);
  } catch (error) {
    // Whoever only verifies has no data folder.
    if (AffineError.isInstance(error) && error.code === "not_found") return null;
    throw error;
  }
}

/** On a network of one's own, validators announce addresses of one's own. */
function isOnThisMachine(endpoint: string): boolean {
  return URL.canParse(endpoint) && isPrivateHost(new URL(endpoint).hostname);
}
