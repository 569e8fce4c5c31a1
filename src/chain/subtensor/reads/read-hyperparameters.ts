import { z } from "zod";
import type { Hyperparameters } from "../../chain.ts";
import { readMaxWeightLimit } from "./read-max-weight-limit.ts";
import { integer, type State } from "./state.ts";
import { unknownSubnet } from "./unknown-subnet.ts";

const PALLET = "SubtensorModule";
const rao = z.union([z.number(), z.bigint()]).transform(String);

/**
 * The subnet's settings, all of one block. What a newer runtime has no more limits nothing, and stops only what cannot do
 * without it: without a version of commit-reveal, plain weights still go.
 */
export async function readHyperparameters(state: State, netuid: number): Promise<Hyperparameters> {
  const [[exists, tempo], limits, maxWeightLimit] = await Promise.all([
    state.values([
      [z.boolean(), PALLET, "NetworksAdded", netuid],
      [integer, PALLET, "Tempo", netuid],
    ]),
    state.valuesIfThere([
      [integer, PALLET, "WeightsSetRateLimit", netuid],
      [z.boolean(), PALLET, "CommitRevealWeightsEnabled", netuid],
      [integer, PALLET, "CommitRevealWeightsVersion"],
      [integer, PALLET, "RevealPeriodEpochs", netuid],
      [integer, PALLET, "WeightsVersionKey", netuid],
      [integer, PALLET, "MinAllowedWeights", netuid],
      [rao, PALLET, "StakeThreshold"],
      [integer, PALLET, "ImmunityPeriod", netuid],
    ]),
    readMaxWeightLimit(state, netuid),
  ]);
  if (!exists) throw unknownSubnet(netuid);
  const [weightsRateLimit = 0, enabled = false, version = 0, periodEpochs = 0, versionKey = 0] = limits;
  const [, , , , , minAllowedWeights = 0, stakeThresholdRao = "0", immunityBlocks = 0] = limits;
  return {
    tempo,
    weightsRateLimit,
    commitReveal: { enabled, version, periodEpochs },
    versionKey,
    minAllowedWeights,
    maxWeightLimit,
    stakeThresholdRao,
    immunityBlocks,
  };
}
