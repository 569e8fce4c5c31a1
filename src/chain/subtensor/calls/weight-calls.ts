import { AffineError } from "../../../core/index.ts";
import type { SigningKey } from "../../../wallet/index.ts";
import type { At, SetWeightsResult, WeightVector } from "../../chain.ts";
import { readLastUpdate } from "../reads/read-last-update.ts";
import type { State } from "../reads/state.ts";
import type { Submitter } from "../submit/submitter.ts";
import { Turns } from "../submit/turns.ts";
import type { WeightPlan } from "./plan-weights.ts";
import { scaleVector } from "./vector.ts";

export interface WeightCallsOptions {
  readonly submitter: Submitter;
  readonly pinnedBeacon: boolean;
  /** Reads at a block, on whichever endpoint works. */
  readonly read: <T>(at: At, read: (state: State) => Promise<T>) => Promise<T>;
}

/** A call of which nobody could say what became of it. */
interface Undecided {
  readonly vector: string;
  readonly plan: WeightPlan;
  /** Newest final block when it was sent. */
  readonly sentAt: number;
  /** Last block that may have it. */
  readonly last: number;
}

/** Sets weights, one call of a hotkey at a time, and reads back that they landed. */
export class WeightCalls {
  readonly #options: WeightCallsOptions;
  readonly #turns = new Turns();
  readonly #undecided = new Map<string, Undecided>();

  constructor(options: WeightCallsOptions) {
    this.#options = options;
  }

  /** @throws AffineError of the closed list in `Chain`; `chain_transport` means that the weights may still land. */
  set(key: SigningKey, netuid: number, weights: WeightVector, versionKey?: number): Promise<SetWeightsResult> {
    return this.#turns.take(`${netuid}:${key.address}`, () => this.#set(key, netuid, weights, versionKey));
  }

  async #set(
    key: SigningKey,
    netuid: number,
    weights: WeightVector,
    versionKey: number | undefined,
  ): Promise<SetWeightsResult> {
    const { pinnedBeacon, submitter } = this.#options;
    const vector = scaleVector(weights);
    const request = { netuid, hotkey: key.address, vector, versionKey, pinnedBeacon };
    const landed = await this.#settle(key, netuid, JSON.stringify(vector));
    if (landed !== undefined) return landed;
    // Loaded with the first call: reading alone needs no timelock.
    const { planWeights } = await import("./plan-weights.ts");
    let plan: WeightPlan | undefined;
    try {
      const { number } = await submitter.send(key, async (state) => (plan = await planWeights(state, request)));
      const lastUpdate = await this.#lastUpdate(key, netuid);
      return resultOf(plan, number, lastUpdate >= number);
    } catch (thrown) {
      if (plan !== undefined) this.#remember(key, netuid, JSON.stringify(vector), plan, thrown);
      throw thrown;
    }
  }

  /**
   * Before anything is sent: what became of the last call that was in doubt? When it landed and was the same, that was
   * it; while it may still land, nothing is sent.
   */
  async #settle(key: SigningKey, netuid: number, vector: string): Promise<SetWeightsResult | undefined> {
    const name = `${netuid}:${key.address}`;
    const doubt = this.#undecided.get(name);
    if (doubt === undefined) return undefined;
    const { head, lastUpdate } = await this.#options.read(undefined, async (state) => ({
      head: state.block.number,
      lastUpdate: await readLastUpdate(state, netuid, key.address),
    }));
    const landed = lastUpdate > doubt.sentAt;
    if (!landed && head < doubt.last) {
      throw new AffineError("chain_transport", `Weights sent at block ${doubt.sentAt} may still land.`, {
        hint: `Nothing is sent before block ${doubt.last} is final: weights are never set twice.`,
        details: { untilBlock: doubt.last + 1 },
      });
    }
    this.#undecided.delete(name);
    return landed && doubt.vector === vector ? resultOf(doubt.plan, lastUpdate, true) : undefined;
  }

  #remember(key: SigningKey, netuid: number, vector: string, plan: WeightPlan, thrown: unknown): void {
    if (!AffineError.isInstance(thrown) || thrown.code !== "chain_transport") return;
    const { sentAt, untilBlock } = thrown.details;
    if (typeof sentAt !== "number" || typeof untilBlock !== "number") return;
    this.#undecided.set(`${netuid}:${key.address}`, { vector, plan, sentAt, last: untilBlock });
  }

  #lastUpdate(key: SigningKey, netuid: number): Promise<number> {
    return this.#options.read(undefined, (state) => readLastUpdate(state, netuid, key.address));
  }
}

function resultOf(plan: WeightPlan | undefined, block: number, confirmed: boolean): SetWeightsResult {
  const revealRound = plan?.revealRound;
  return { mode: plan?.mode ?? "plain", block, confirmed, ...(revealRound === undefined ? {} : { revealRound }) };
}
