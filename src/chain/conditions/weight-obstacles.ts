import type { Hyperparameters, Metagraph, WeightVector } from "../chain.ts";

/** Version of commit-reveal whose payload this program makes. */
export const COMMIT_REVEAL_VERSION = 4;
/** A maximum that limits nothing. */
export const NO_WEIGHT_LIMIT = 65_535;

/** A condition of the chain that is not met: weights sent now would be refused, or vanish when they are revealed. */
export interface Obstacle {
  /** The chain's own name of the error. */
  readonly name: string;
  readonly message: string;
  /** What a person can do. */
  readonly remedy: string;
}

export interface WeightCircumstances {
  readonly hotkey: string;
  /** As they would be sent; left out, what depends on them is not looked at. */
  readonly weights?: WeightVector | undefined;
  readonly metagraph: Metagraph;
  readonly hyperparameters: Hyperparameters;
  /** The subnet's own when left out. */
  readonly versionKey?: number | undefined;
}

/**
 * What stands between a hotkey and its weights, in the order in which the chain would say it; empty when nothing does.
 * Commit-reveal needs it most: the chain takes any commit and says nothing when what is in it cannot be set. A pure
 * function.
 */
export function weightObstacles(circumstances: WeightCircumstances): Obstacle[] {
  const { hotkey, weights, metagraph, hyperparameters, versionKey } = circumstances;
  const { netuid } = metagraph;
  const neuron = metagraph.neurons.find((one) => one.hotkey === hotkey);
  const found: (Obstacle | undefined)[] = [...modeObstacles(netuid, hyperparameters)];
  if (neuron === undefined) {
    found.push({
      name: "HotKeyNotRegisteredInSubNet",
      message: `${hotkey} is not registered in subnet ${netuid}`,
      remedy: `register it: btcli subnets register --netuid ${netuid}`,
    });
    return found.filter((one) => one !== undefined);
  }
  const onlyItself = weights?.size === 1 && weights.has(neuron.uid);
  if (BigInt(neuron.stakeRao) < BigInt(hyperparameters.stakeThresholdRao)) {
    found.push({
      name: "NotEnoughStakeToSetWeights",
      message: `uid ${neuron.uid} has a stake of ${neuron.stakeRao} rao, and setting weights takes ${hyperparameters.stakeThresholdRao}`,
      remedy: `add stake: btcli stake add --netuid ${netuid} (a subnet owner's own hotkey needs none)`,
    });
  }
  if (versionKey !== undefined && hyperparameters.versionKey !== 0 && versionKey < hyperparameters.versionKey) {
    found.push({
      name: "IncorrectWeightVersionKey",
      message: `the version key ${versionKey} is below the subnet's ${hyperparameters.versionKey}`,
      remedy: "update this program, or leave the key out: the subnet's own is used then",
    });
  }
  if (!neuron.validatorPermit && !onlyItself) {
    found.push({
      name: "NeuronNoValidatorPermit",
      message: `uid ${neuron.uid} has no validator permit`,
      remedy: "it comes at an epoch's end to those with the most stake: add stake, and wait for it",
    });
  }
  if (weights !== undefined) found.push(...vectorObstacles(weights, onlyItself, circumstances));
  return found.filter((one) => one !== undefined);
}

/** What the subnet's way of taking weights forbids, whoever sets them. */
function modeObstacles(netuid: number, { tempo, commitReveal }: Hyperparameters): (Obstacle | undefined)[] {
  if (!commitReveal.enabled) return [];
  const { version, periodEpochs } = commitReveal;
  return [
    tempo > 0
      ? undefined
      : {
          name: "NoEpochs",
          message: `subnet ${netuid} runs no epochs, so weights that are committed would never be revealed`,
          remedy: "its owner sets the tempo",
        },
    version === COMMIT_REVEAL_VERSION
      ? undefined
      : {
          name: "IncorrectCommitRevealVersion",
          message:
            version === 0
              ? "the chain's runtime names no version of commit-reveal"
              : `the chain speaks version ${version} of commit-reveal, and this program version ${COMMIT_REVEAL_VERSION}`,
          remedy: "update this program: what it would commit could not be opened",
        },
    periodEpochs > 0
      ? undefined
      : {
          name: "NoRevealPeriod",
          message: "the chain's runtime does not say after how many epochs weights are revealed",
          remedy: "update this program",
        },
  ];
}

function vectorObstacles(
  weights: WeightVector,
  onlyItself: boolean,
  { metagraph, hyperparameters }: WeightCircumstances,
): (Obstacle | undefined)[] {
  const { minAllowedWeights, maxWeightLimit } = hyperparameters;
  const neurons = metagraph.neurons.length;
  const strangers = [...weights.keys()].filter((uid) => uid >= neurons);
  const least = Math.min(minAllowedWeights, neurons);
  return [
    strangers.length === 0
      ? undefined
      : {
          name: "UidVecContainInvalidOne",
          message: `nobody is registered as uid ${strangers.slice(0, 5).join(", ")}`,
          remedy: "decide again with the next block: a miner may have left",
        },
    weights.size >= least || onlyItself
      ? undefined
      : {
          name: "WeightVecLengthIsLow",
          message: `the vector has ${weights.size} uids, and the subnet takes ${least} or more (min_allowed_weights)`,
          remedy: `fill it: the ${least - weights.size} lowest further uids with a share of 1 in 65535 each`,
        },
    isWithin(weights, maxWeightLimit) || onlyItself
      ? undefined
      : {
          name: "MaxWeightExceeded",
          message:
            `one uid would get more of the weights than the subnet allows anybody: ` +
            `${maxWeightLimit} in 65535 (max_weight_limit)`,
          remedy:
            "the winner takes all, and paying others to stay below the limit is not done here: " +
            "the subnet's owner must raise max_weight_limit to 65535",
        },
  ];
}

/** `check_vec_max_limited` of the pallet: the largest share of the sum, compared with the limit in 65535, in integers. */
export function isWithin(weights: WeightVector, maxWeightLimit: number): boolean {
  if (maxWeightLimit >= NO_WEIGHT_LIMIT) return true;
  const shares = [...weights.values()];
  const sum = shares.reduce((total, share) => total + share, 0);
  return Math.max(0, ...shares) * NO_WEIGHT_LIMIT <= maxWeightLimit * sum;
}
