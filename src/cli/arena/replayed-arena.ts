import { ArenaBook, ArenaReading } from "../../arena/index.ts";
import { openNetwork } from "../../chain/index.ts";
import type { NetworkChoice } from "../../config/index.ts";
import { AffineError, type Closing } from "../../core/index.ts";
import { createApi, Spectators, type ArenaSource, type Status } from "../../serve/index.ts";
import type { Store } from "../../store/index.ts";
import { countBar } from "../../telemetry/index.ts";
import { RecordedBoard } from "../../validator/index.ts";
import { openAnnouncedRecords } from "../announced-records.ts";
import type { CommandContext } from "../context.ts";
import { networkRules } from "../validator-service.ts";
import { readVersion } from "../version.ts";
import { statusOfRecords } from "./status-of-records.ts";

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
  const board = new RecordedBoard({ rules, store, log: context.log });
  const head = await chain.head();
  const bar = countBar();
  const show = (done: number): void => bar.show({ doing: "replaying", done, total: head.number, unit: "blocks" });
  const reading = new ArenaReading({
    ...{ chain, store, rules, roundsTold: options.rounds },
    onBegin: () => {
      book.begin();
      board.begin();
    },
    onState: (state) => {
      book.take(state);
      show(state.block);
    },
    onRound: (round) => book.addRound(round),
    onShard: (shard) => board.add(shard),
    onProblem: ({ key, message }) => context.log.warn({ key }, message),
    onProgress: show,
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
  const status = await statusOfRecords({ network, chain, rules, reading, board, head });
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
