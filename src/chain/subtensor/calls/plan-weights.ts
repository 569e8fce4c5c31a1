import type { Hyperparameters } from "../../chain.ts";
import { refuseObstacles } from "../../conditions/index.ts";
import { revealRound, REVEAL_MARGIN_BLOCKS, seal, encodeSealedWeights } from "../../timelock/index.ts";
import { readBeacon } from "../reads/read-beacon.ts";
import { readScheduler } from "../reads/read-epoch.ts";
import { readHyperparameters } from "../reads/read-hyperparameters.ts";
import { readLastUpdate } from "../reads/read-last-update.ts";
import { readMetagraph } from "../reads/read-metagraph.ts";
import { readBlockMs, readTimestampMs } from "../reads/read-timestamp.ts";
import { firstRevealBlock } from "../reads/scheduler.ts";
import type { State } from "../reads/state.ts";
import type { CallPlan } from "../submit/call-plan.ts";
import type { ScaledVector } from "./vector.ts";

export interface WeightRequest {
  readonly netuid: number;
  readonly hotkey: string;
  readonly vector: ScaledVector;
  /** The subnet's own when left out. */
  readonly versionKey: number | undefined;
  readonly pinnedBeacon: boolean;
}

export interface WeightPlan extends CallPlan {
  readonly mode: "plain" | "commit-reveal";
  readonly revealRound?: number;
}

/** Weights by the way that the subnet takes them at this state: its settings are read anew for every attempt. */
export async function planWeights(state: State, request: WeightRequest): Promise<WeightPlan> {
  const { netuid, hotkey } = request;
  const settings = await readHyperparameters(state, netuid);
  const common = {
    what: `weights for subnet ${netuid}`,
    untilBlock: async (at: State) =>
      (await readLastUpdate(at, netuid, hotkey)) + (await readHyperparameters(at, netuid)).weightsRateLimit,
    landed: async (at: State, { birth }: { birth: { number: number } }) =>
      (await readLastUpdate(at, netuid, hotkey)) > birth.number + 1,
  };
  if (settings.commitReveal.enabled) return { ...common, ...(await sealedCall(state, request, settings)) };
  const { uids: dests, values: weights } = request.vector;
  const version_key = BigInt(request.versionKey ?? settings.versionKey);
  const call = state.runtime.encodeCall("SubtensorModule", "set_weights", { netuid, dests, weights, version_key });
  return { ...common, mode: "plain", tooFast: "SettingWeightsTooFast", call };
}

async function sealedCall(state: State, request: WeightRequest, settings: Hyperparameters) {
  const { netuid, hotkey, vector, versionKey = settings.versionKey, pinnedBeacon } = request;
  const [metagraph, scheduler, beacon, nowMs, slotMs] = await Promise.all([
    readMetagraph(state, netuid),
    readScheduler(state, netuid),
    readBeacon(state, pinnedBeacon),
    readTimestampMs(state),
    readBlockMs(state),
  ]);
  const weights = new Map(vector.uids.map((uid, index) => [uid, vector.values[index] ?? 0]));
  refuseObstacles({ hotkey, weights, metagraph, hyperparameters: settings, versionKey });
  // The chain's own clock, not this machine's: skew between them does not matter.
  const commitBlock = state.session.newest.number + 1;
  const reveal = firstRevealBlock(scheduler, commitBlock, settings.commitReveal.periodEpochs);
  const blocks = reveal + REVEAL_MARGIN_BLOCKS - state.block.number;
  // A round before the chain's last one is refused (InvalidRevealRound).
  const round = Math.max(revealRound(beacon, { nowMs, blocks, blockMs: slotMs }), beacon.lastRound + 1);
  const payload = encodeSealedWeights({ hotkey, ...vector, versionKey });
  const call = state.runtime.encodeCall("SubtensorModule", "commit_timelocked_weights", {
    netuid,
    commit: seal(payload, { publicKey: beacon.publicKey, round }),
    reveal_round: BigInt(round),
    commit_reveal_version: settings.commitReveal.version,
  });
  return { mode: "commit-reveal" as const, tooFast: "CommittingWeightsTooFast", revealRound: round, call };
}
