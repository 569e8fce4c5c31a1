import { z } from "zod";
import { AffineError } from "../../../core/index.ts";
import { logger } from "../../../telemetry/index.ts";
import { NO_WEIGHT_LIMIT } from "../../conditions/index.ts";
import { integer, type State } from "./state.ts";

const hyperparametersSchema = z.object({ max_weights_limit: integer }).optional();
const [API, METHOD] = ["SubnetInfoRuntimeApi", "get_subnet_hyperparams_v2"] as const;

/**
 * The largest part of its weights that a validator may give to one uid, in 65535, by the runtime's own account: the storage
 * item `MaxWeightsLimit` outlived the rule, and newer runtimes answer 65535 whatever is in it (`get_max_weight_limit`,
 * pallets/subtensor/src/utils/misc.rs). Where the runtime does not say, nothing is limited here, and the chain speaks
 * for itself.
 */
export async function readMaxWeightLimit(state: State, netuid: number): Promise<number> {
  try {
    const answer = await state.call(hyperparametersSchema, API, METHOD, netuid);
    return answer?.max_weights_limit ?? NO_WEIGHT_LIMIT;
  } catch (thrown) {
    if (!AffineError.isInstance(thrown) || thrown.code !== "chain_decode") throw thrown;
    logger("chain").debug({ err: thrown }, "the runtime does not say how much of its weights one uid may get");
    return NO_WEIGHT_LIMIT;
  }
}
