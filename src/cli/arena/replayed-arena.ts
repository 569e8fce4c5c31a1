import { ArenaBook, ArenaReading, type Contest } from "../../arena/index.ts";
import { openNetwork, type Chain } from "../../chain/index.ts";
import type { NetworkChoice } from "../../config/index.ts";
import { AffineError, type Closing } from "../../core/index.ts";
import { createApi, Spectators, type ArenaSource, type Status } from "../../serve/index.ts";
import type { Store } from "../../store/index.ts";
import { countBar } from "../../telemetry/index.ts";
import { computeWeights } from "../../validator/index.ts";
import { openAnnouncedRecords } from "../announced-records.ts";
import type { CommandContext } from "../context.ts";
import { networkRules } from "../validator-service.ts";
import { readVersion } from "../version.ts";

/** The arena as the records say it, without any validator's page. */
export interface ReplayedArena {
  readonly source: ArenaSource;
  readonly store: Store;
  readonly status: Status;
  /** Asks the API of `af validate`, in this process. */
  readonly request: (path: string) => Promise<Response>;
}

/**
 * Replays the contest from what validators announced, and the data folder. Takes minutes on a network with a long history.
 *
 * @param options `rounds`: how many are kept with their answers
 * @throws AffineError of chain and stores, `mechanism_unknown` under affine-v1
 */
export async function replayArena(
  context: CommandContext,
  network: NetworkChoice,
  closing: Closing,
  options: { readonly rounds: number; readonly isStatic?: boolean },
): Promise<ReplayedArena> {
  const rules = networkRules(context, network);
  const chain = openNetwork(network);
  closing.add(() => chain.close());
  const { store } = await openAnnouncedRecords(chain, network, {
    ...{ closing, signal: context.signal },
    onTrouble: (hotkey, { message }) => context.log.warn(`records left out: ${hotkey.slice(0, 12)}…: ${message}`),
  });
  const book = new ArenaBook({ mostRounds: options.rounds });
  const head = await chain.head();
  const bar = countBar();
  const reading = new ArenaReading({
    ...{ chain, store, rules, roundsTold: options.rounds },
    onBegin: () => book.begin(),
    onState: (state) => book.take(state),
    onRound: (round) => book.addRound(round),
    onProblem: ({ key, message }) => context.log.warn({ key }, message),
    onProgress: (done) => bar.show({ doing: "replaying", done, total: head.number, unit: "blocks" }),
  });
  if (!(await reading.readTo(head.number, context.signal).finally(() => bar.close()))) {
    throw new AffineError("interrupted", "Reading the records was interrupted.");
  }
  const block = book.state?.block ?? null;
  const source: ArenaSource = {
    book,
    rules,
    replay: () => ({ state: "ready", block, headBlock: block, detail: null }),
  };
  const status = await statusOfRecords(context, { network, chain, store });
  const spectators = new Spectators({ boot: "0", nowMs: () => 0 });
  const api = createApi({
    version: readVersion(),
    status: () => status,
    store,
    arena: {
      source: () => source,
      spectators,
      ...(options.isStatic === undefined ? {} : { isStatic: options.isStatic }),
    },
  });
  return { source, store, status, request: async (path) => api.request(path) };
}

/** What a validator's page would show, as far as chain and records say it. */
async function statusOfRecords(
  context: CommandContext,
  { network, chain, store }: { network: NetworkChoice; chain: Chain; store: Store },
): Promise<Status> {
  const rules = networkRules(context, network);
  const { block, decision, contest, results } = await computeWeights({ chain, store, rules, log: context.log });
  const [{ neurons }, { tempo }, epoch] = await Promise.all([
    chain.metagraph(network.netuid, block),
    chain.hyperparameters(network.netuid, block),
    chain.epoch(network.netuid, block),
  ]);
  const nowMs = Date.now();
  const validator = neurons.find(({ validatorPermit }) => validatorPermit);
  return {
    servedAtMs: nowMs,
    version: readVersion(),
    validator: {
      hotkey: validator?.hotkey ?? "",
      uid: validator?.uid ?? null,
      ...{ running: false, startedAtMs: nowMs, updatedAtMs: nowMs },
    },
    chain: {
      ...{ endpoint: network.endpoint, netuid: network.netuid, block: block.number, headAgeMs: 0 },
      ...{ tempo, nextEpochBlock: epoch.nextBlock },
    },
    mechanism: rules.mechanism,
    environments: rules.environments.map(({ name, version, params }) => ({
      ...{ name, version },
      level: typeof params["level"] === "number" ? params["level"] : 0,
    })),
    champion: decision.champion,
    // The API's form is the same but for lists that may be changed.
    contest: structuredClone(contest) as Contest | null,
    replaying: null,
    leaderboard: [...decision.leaderboard],
    leftOut: [],
    hosts: { known: 0, waiting: 0, oldestAtMs: null },
    weights: { vector: {}, block: null, confirmed: false, ageBlocks: null },
    records: { rollouts: results, shards: 0, bytes: 0, pending: 0 },
    queue: { waiting: 0, running: 0 },
    recentBlocks: [],
    alarms: [],
  };
}
