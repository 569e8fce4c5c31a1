import { z } from "zod";
import type { BlockRef, Chain, Epoch, Hyperparameters, Metagraph, WeightVector } from "../chain/chain.ts";
import { AffineError, errorMessage } from "../core/index.ts";
import type { Signer } from "../signer/index.ts";
import type { Logger } from "../telemetry/index.ts";
import type { Alarms } from "./alarms.ts";
import { nextWeightAction, type WeightAction, type WeightAttempt } from "./next-weight-action.ts";
import { StateFile } from "./state-file.ts";
import { retryBlockAfter, weightErrorClass } from "./weight-error.ts";

/** Blocks after which a transaction of which nothing was heard cannot land any more. */
const DOUBT_BLOCKS = 8;
/** Tempos without weights after which an alarm rises. */
const OLD_AFTER_TEMPOS = 2;

const attemptSchema = z.strictObject({
  v: z.literal(1),
  block: z.int().nonnegative(),
  window: z.int().nonnegative(),
  weights: z.array(z.tuple([z.int().min(0).max(65_535), z.int().min(1).max(65_535)])),
  outcome: z.enum(["unknown", "taken", "refused"]),
  retryBlock: z.int().nonnegative(),
});

/** The chain as one block shows it, and the decision made from it. */
export interface WeightView {
  readonly head: BlockRef;
  readonly metagraph: Metagraph;
  readonly hyperparameters: Hyperparameters;
  readonly epoch: Epoch;
  readonly desired: WeightVector | undefined;
  readonly settled: boolean;
}

export interface WeightSetterOptions {
  readonly chain: Chain;
  readonly signer: Signer;
  readonly netuid: number;
  /** Where the last attempt is kept: it is written down before it is sent. */
  readonly file: string;
  readonly alarms: Alarms;
  readonly log: Logger;
  /** Default 8. The chain adapter's transactions must not live longer. */
  readonly doubtBlocks?: number;
  /** Told when LastUpdate shows that weights landed. */
  readonly onConfirmed?: (weights: ConfirmedWeights) => void;
}

export interface ConfirmedWeights {
  /** Block of LastUpdate. */
  readonly block: number;
  readonly weights: WeightVector;
}

/** Sets weights once a window and proves that they landed. One call of `step` at a time. */
export class WeightSetter {
  readonly #options: WeightSetterOptions;
  readonly #file: StateFile<z.infer<typeof attemptSchema>>;
  #attempt: WeightAttempt | undefined;
  #confirmed: ConfirmedWeights | undefined;
  #firstHead: number | undefined;

  private constructor(options: WeightSetterOptions) {
    this.#options = options;
    this.#file = new StateFile(options.file, attemptSchema);
  }

  /** @throws AffineError `state_version` or `state_corrupt` for a journal that cannot be read. */
  static async open(options: WeightSetterOptions): Promise<WeightSetter> {
    const setter = new WeightSetter(options);
    const stored = await setter.#file.read();
    if (stored !== undefined) setter.#attempt = { ...stored, weights: new Map(stored.weights) };
    return setter;
  }

  get attempt(): WeightAttempt | undefined {
    return this.#attempt;
  }

  /** The last weights that LastUpdate confirmed; after a restart, the journal's when they are the ones on chain. */
  get confirmed(): ConfirmedWeights | undefined {
    return this.#confirmed;
  }

  /** Looks at LastUpdate, then does the next thing. Never throws for what the chain or the signer did. */
  async step(view: WeightView): Promise<WeightAction> {
    const neuron = view.metagraph.neurons.find(({ hotkey }) => hotkey === this.#options.signer.address);
    const lastUpdate = neuron?.lastUpdate ?? 0;
    this.#observe(lastUpdate);
    this.#watchAge(view, lastUpdate);
    const action = nextWeightAction({
      head: view.head.number,
      epoch: view.epoch,
      registered: neuron !== undefined,
      permit: neuron?.validatorPermit ?? false,
      lastUpdate,
      weightsRateLimit: view.hyperparameters.weightsRateLimit,
      desired: view.desired,
      settled: view.settled,
      attempt: this.#attempt,
    });
    this.#watchStanding(action);
    if (action.kind === "set") await this.#set(view, action);
    else this.#options.log.trace(action, "weights wait");
    return action;
  }

  async #set(view: WeightView, { window, weights }: Extract<WeightAction, { kind: "set" }>): Promise<void> {
    const head = view.head.number;
    const { signer, netuid, log, alarms } = this.#options;
    const doubtBlocks = this.#options.doubtBlocks ?? DOUBT_BLOCKS;
    const attempt = { block: head, window, weights, retryBlock: head + doubtBlocks };
    await this.#keep({ ...attempt, outcome: "unknown" });
    try {
      const result = await signer.setWeights({ netuid, weights, window });
      await this.#keep({ ...attempt, outcome: "taken", retryBlock: result.block + doubtBlocks });
      log.info({ window, block: result.block, uids: [...weights.keys()] }, "weights sent");
      alarms.clear("weights_refused");
      if (result.confirmed && result.mode === "plain") this.#confirm({ block: result.block, weights });
    } catch (error) {
      const kind = weightErrorClass(error);
      const outcome = kind === "in_doubt" ? "unknown" : "refused";
      const retryBlock = retryBlockAfter(error, { head, doubtBlocks, ...view.epoch });
      await this.#keep({ ...attempt, outcome, retryBlock });
      log.warn({ err: error, class: kind, retryBlock }, "weights were not set");
      if (kind === "operator" || kind === "bug" || kind === "signer")
        alarms.raise("weights_refused", refusalText(error, kind));
    }
  }

  /** Confirmation is what LastUpdate says, whoever asks and whenever. */
  #observe(lastUpdate: number): void {
    const { attempt } = this;
    if (attempt === undefined || attempt.outcome === "refused" || lastUpdate <= attempt.block) return;
    this.#confirm({ block: lastUpdate, weights: attempt.weights });
    this.#options.alarms.clear("weights_refused");
  }

  #confirm(confirmed: ConfirmedWeights): void {
    if (this.#confirmed !== undefined && this.#confirmed.block >= confirmed.block) return;
    this.#confirmed = confirmed;
    this.#options.onConfirmed?.(confirmed);
  }

  #watchAge({ head, epoch }: WeightView, lastUpdate: number): void {
    this.#firstHead ??= head.number;
    const since = Math.max(lastUpdate, lastUpdate === 0 ? this.#firstHead : 0);
    const ageBlocks = head.number - since;
    const allowed = OLD_AFTER_TEMPOS * (epoch.nextBlock - epoch.startBlock);
    if (ageBlocks <= allowed) this.#options.alarms.clear("weights_old");
    else
      this.#options.alarms.raise(
        "weights_old",
        `No weights landed for ${ageBlocks} blocks, two tempos are ${allowed}.`,
      );
  }

  #watchStanding(action: WeightAction): void {
    const { alarms, signer, netuid } = this.#options;
    const reason = action.kind === "wait" ? action.reason : undefined;
    if (reason === "not_registered") {
      alarms.raise(
        "not_registered",
        `${signer.address} is not registered in subnet ${netuid}: register it with btcli.`,
      );
    } else alarms.clear("not_registered");
    if (reason === "no_permit")
      alarms.raise("no_permit", `${signer.address} has no validator permit: it needs more stake.`);
    else if (reason !== "not_registered") alarms.clear("no_permit");
  }

  async #keep(attempt: WeightAttempt): Promise<void> {
    await this.#file.write({ v: 1, ...attempt, weights: [...attempt.weights] });
    this.#attempt = attempt;
  }
}

function refusalText(error: unknown, kind: "operator" | "bug" | "signer"): string {
  const hint = AffineError.isInstance(error) && error.hint !== undefined ? ` ${error.hint}` : "";
  if (kind === "signer") return `No weights can be set without the signer: ${errorMessage(error)}${hint}`;
  const who =
    kind === "operator" ? "The chain refuses our weights" : "Weights could not be made, which is a defect here";
  return `${who}: ${errorMessage(error)}${hint}`;
}
