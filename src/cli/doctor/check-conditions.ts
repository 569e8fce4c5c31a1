import {
  fillWeights,
  sentence,
  weightObstacles,
  type Chain,
  type Hyperparameters,
  type Metagraph,
} from "../../chain/index.ts";
import { AffineError } from "../../core/index.ts";
import { ok, warning, type Finding } from "./finding.ts";

/**
 * Whether the chain would take weights of a hotkey now: registration and immunity, permit, stake, and how many weights it
 * wants. A miner needs none of it, so nothing here is worse than a note.
 *
 * @param hotkey `undefined` where none is known: then only what holds for everybody is said
 */
export async function checkConditions(chain: Chain, netuid: number, hotkey: string | undefined): Promise<Finding[]> {
  try {
    const head = await chain.head();
    const [metagraph, hyperparameters] = await Promise.all([
      chain.metagraph(netuid, head),
      chain.hyperparameters(netuid, head),
    ]);
    const subnet = describeSubnet(metagraph, hyperparameters);
    return [subnet, ...(hotkey === undefined ? [] : [describeHotkey(hotkey, metagraph, hyperparameters)])];
  } catch (error) {
    if (!AffineError.isInstance(error)) throw error;
    return [warning("weights", error.message, error.hint ?? "Check AFFINE_NETUID.")];
  }
}

/** How weights are set in this subnet, and to whom besides the winner. */
function describeSubnet(metagraph: Metagraph, hyperparameters: Hyperparameters): Finding {
  const { commitReveal, weightsRateLimit, versionKey, minAllowedWeights, maxWeightLimit } = hyperparameters;
  const { enabled, version, periodEpochs } = commitReveal;
  const mode = enabled ? `by commit-reveal version ${version}, shown ${periodEpochs} epoch(s) later` : "in plain";
  const found = `weights go ${mode}, every ${weightsRateLimit} blocks at most, version key ${versionKey} (ours follows it)`;
  // One winner, as the mechanism decides; who it is does not matter to the conditions.
  const winner = new Map([[0, 65_535]]);
  const fillers = fillWeights(winner, { minAllowedWeights, neurons: metagraph.neurons.length }).size - 1;
  const padding =
    fillers === 0
      ? ""
      : `; ${minAllowedWeights} uids or more are wanted: the ${fillers} lowest further ones get 1 in 65535 each`;
  const limit = maxWeightLimit < 65_535 ? `; one uid may get ${maxWeightLimit} in 65535 at most` : "";
  const advice =
    fillers === 0 ? "" : "The subnet's owner can set min_allowed_weights to 1. Nothing to do for a validator.";
  return advice === "" && limit === ""
    ? ok("weights", found)
    : warning("weights", `${found}${padding}${limit}`, advice === "" ? "See the next line." : advice);
}

function describeHotkey(hotkey: string, metagraph: Metagraph, hyperparameters: Hyperparameters): Finding {
  const neuron = metagraph.neurons.find((one) => one.hotkey === hotkey);
  const others = metagraph.neurons.find((one) => one.uid !== neuron?.uid)?.uid ?? 0;
  const { minAllowedWeights, immunityBlocks } = hyperparameters;
  const weights = fillWeights(new Map([[others, 65_535]]), { minAllowedWeights, neurons: metagraph.neurons.length });
  const obstacles = weightObstacles({ hotkey, weights, metagraph, hyperparameters });
  const immuneUntil = (neuron?.registeredAt ?? 0) + immunityBlocks;
  const place = neuron === undefined ? "" : `uid ${neuron.uid}, ${standing(immuneUntil, metagraph.block.number)}`;
  if (obstacles.length === 0) return ok("standing", `${place}; nothing stands against its weights`);
  const reasons = obstacles.map(({ name, message }) => `${message} (${name})`).join("; ");
  return warning(
    "standing",
    `${place === "" ? "" : `${place}; `}it cannot set weights: ${reasons}`,
    `${sentence(obstacles.map(({ remedy }) => remedy))} Only validators set weights.`,
  );
}

function standing(immuneUntil: number, block: number): string {
  return block < immuneUntil
    ? `immune until block ${immuneUntil} (then it may be replaced while it earns least)`
    : "no longer immune (it may be replaced while it earns least)";
}
