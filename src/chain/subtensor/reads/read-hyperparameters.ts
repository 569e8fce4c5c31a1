import { z } from "zod";
import type { Hyperparameters } from "../../chain.ts";
import { integer, type State } from "./state.ts";
import { unknownSubnet } from "./unknown-subnet.ts";

const PALLET = "SubtensorModule";

/** The subnet's settings, all of one block. */
export async function readHyperparameters(state: State, netuid: number): Promise<Hyperparameters> {
  const [exists, tempo, weightsRateLimit, enabled, version, periodEpochs, versionKey, minAllowedWeights] =
    await state.values([
      [z.boolean(), PALLET, "NetworksAdded", netuid],
      [integer, PALLET, "Tempo", netuid],
      [integer, PALLET, "WeightsSetRateLimit", netuid],
      [z.boolean(), PALLET, "CommitRevealWeightsEnabled", netuid],
      [integer, PALLET, "CommitRevealWeightsVersion"],
      [integer, PALLET, "RevealPeriodEpochs", netuid],
      [integer, PALLET, "WeightsVersionKey", netuid],
      [integer, PALLET, "MinAllowedWeights", netuid],
    ]);
  if (!exists) throw unknownSubnet(netuid);
  return {
    tempo,
    weightsRateLimit,
    commitReveal: { enabled, version, periodEpochs },
    versionKey,
    minAllowedWeights,
  };
}
