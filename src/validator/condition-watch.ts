import type { Hyperparameters, Metagraph, WeightVector } from "../chain/chain.ts";
import { fillWeights, sentence, weightObstacles } from "../chain/index.ts";
import type { Logger } from "../telemetry/index.ts";
import type { Alarms } from "./alarms.ts";

/** Conditions with alarms of their own. */
const OWN_ALARMS = ["HotKeyNotRegisteredInSubNet", "NeuronNoValidatorPermit"];

/**
 * Holds the weights against the chain's conditions before anything is sent, at the first block and at every one after it:
 * an owner may change them at any time, and commit-reveal does not say what it throws away.
 */
export class ConditionWatch {
  readonly #hotkey: string;
  readonly #alarms: Alarms;
  readonly #log: Logger;
  #fillers = 0;

  constructor({ hotkey, alarms, log }: { hotkey: string; alarms: Alarms; log: Logger }) {
    this.#hotkey = hotkey;
    this.#alarms = alarms;
    this.#log = log;
  }

  /** @returns the weights as they are to be sent: with as many uids as the subnet wants. */
  look(view: {
    readonly metagraph: Metagraph;
    readonly hyperparameters: Hyperparameters;
    readonly desired: WeightVector | undefined;
  }): WeightVector | undefined {
    const { metagraph, hyperparameters, desired } = view;
    const { minAllowedWeights } = hyperparameters;
    const neurons = metagraph.neurons.length;
    const weights = desired && fillWeights(desired, { minAllowedWeights, neurons });
    this.#tellFillers((weights?.size ?? 0) - (desired?.size ?? 0), minAllowedWeights);
    const obstacles = weightObstacles({ hotkey: this.#hotkey, weights, metagraph, hyperparameters }).filter(
      ({ name }) => !OWN_ALARMS.includes(name),
    );
    if (obstacles.length === 0) this.#alarms.clear("weights_conditions");
    else {
      const reasons = obstacles.map(({ name, message }) => `${message} (${name})`).join("; ");
      const remedies = sentence(obstacles.map(({ remedy }) => remedy));
      this.#alarms.raise("weights_conditions", `The chain would not take our weights: ${reasons}. ${remedies}`);
    }
    return weights;
  }

  #tellFillers(fillers: number, minAllowedWeights: number): void {
    if (fillers === this.#fillers) return;
    this.#fillers = fillers;
    if (fillers > 0) {
      this.#log.warn(
        { minAllowedWeights, fillers },
        `the subnet takes ${minAllowedWeights} weights or more: the ${fillers} lowest further uids get 1 in 65535 each`,
      );
    }
  }
}
