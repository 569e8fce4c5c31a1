import type { ArenaReading } from "../../arena/index.ts";
import type { BlockRef, Chain } from "../../chain/index.ts";
import type { NetworkChoice } from "../../config/index.ts";
import type { ContestRules } from "../../replay/index.ts";
import type { Status } from "../../serve/index.ts";
import { shadowOf, type RecordedBoard } from "../../validator/index.ts";
import { readVersion } from "../version.ts";

/**
 * What a validator's page would show, as far as chain and records say it. All of it is as of the block that the contest is
 * decided up to: who was registered then, not who is now.
 */
export async function statusOfRecords({
  network,
  chain,
  rules,
  reading,
  board,
  head,
}: {
  readonly network: Pick<NetworkChoice, "endpoint" | "netuid">;
  readonly chain: Chain;
  readonly rules: ContestRules;
  readonly reading: Pick<ArenaReading, "block" | "contest" | "decision">;
  readonly board: Pick<RecordedBoard, "at">;
  readonly head: BlockRef;
}): Promise<Status> {
  const at = await blockOf(chain, reading.block, head);
  const [metagraph, { tempo }, epoch] = await Promise.all([
    chain.metagraph(network.netuid, at),
    chain.hyperparameters(network.netuid, at),
    chain.epoch(network.netuid, at),
  ]);
  const byWindow = board.at(at.number, metagraph);
  const { counted, leaderboard: rows } = byWindow;
  const { leaderboard = rows } = reading.decision({ metagraph, leaderboard: rows }) ?? {};
  const contest = reading.contest ?? null;
  const reigning = contest?.champion ?? null;
  const nowMs = Date.now();
  const validator = metagraph.neurons.find(({ validatorPermit }) => validatorPermit);
  return {
    servedAtMs: nowMs,
    version: readVersion(),
    validator: {
      hotkey: validator?.hotkey ?? "",
      uid: validator?.uid ?? null,
      ...{ running: false, startedAtMs: nowMs, updatedAtMs: nowMs },
    },
    chain: {
      ...{ endpoint: network.endpoint, netuid: network.netuid, block: at.number, headAgeMs: 0 },
      ...{ tempo, nextEpochBlock: epoch.nextBlock },
    },
    mechanism: rules.mechanism,
    environments: rules.environments.map(({ name, version, params }) => ({
      ...{ name, version },
      level: typeof params["level"] === "number" ? params["level"] : 0,
    })),
    champion: reigning === null ? null : { uid: reigning.uid, hotkey: reigning.hotkey, model: reigning.model },
    contest: contest === null ? null : { ...contest, shadow: shadowOf(byWindow) },
    replaying: null,
    leaderboard: leaderboard.map((row) => ({ ...row, champion: row.hotkey === reigning?.hotkey })),
    readingScores: false,
    leftOut: [],
    hosts: { known: 0, waiting: 0, oldestAtMs: null },
    weights: { vector: {}, block: null, confirmed: false, ageBlocks: null },
    records: { rollouts: counted, shards: 0, bytes: 0, pending: 0 },
    queue: { waiting: 0, running: 0 },
    recentBlocks: [],
    alarms: [],
  };
}

/** The block of a number; the head where nothing is decided yet. */
async function blockOf(chain: Chain, number: number | undefined, head: BlockRef): Promise<BlockRef> {
  return number === undefined || number >= head.number ? head : { number, hash: await chain.blockHash(number) };
}
