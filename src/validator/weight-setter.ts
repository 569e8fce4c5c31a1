import type {
  BlockRef,
  Chain,
  Epoch,
  Hyperparameters,
  Metagraph,
  SetWeightsResult,
  WeightVector,
} from "../chain/chain.ts";
import { AffineError, errorMessage } from "../core/index.ts";
import type { WriteGate } from "../io/index.ts";
import type { Signer } from "../signer/index.ts";
import type { Logger } from "../telemetry/index.ts";
import type { Alarms } from "./alarms.ts";
import { ConditionWatch } from "./condition-watch.ts";
import { doubtfulOf, nextWeightAction, type WeightAction, type WeightAttempt } from "./next-weight-action.ts";
import { ReplacedWeights } from "./replaced-weights.ts";
import { RevealWatch, sameVector } from "./reveal-watch.ts";
import { isChainsRefusal, retryBlockAfter, weightErrorClass } from "./weight-error.ts";
import { WeightJournal } from "./weight-journal.ts";

/** Blocks after which a transaction of which nothing was heard cannot land any more. */
const DOUBT_BLOCKS = 8;
/** Tempos without weights after which an alarm rises. */
const OLD_AFTER_TEMPOS = 2;

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
  /** What its writes go through: behind a closed one nothing is sent any more. */
  readonly gate?: WriteGate;
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
  readonly #journal: WeightJournal;
  readonly #reveals: RevealWatch;
  readonly #replaced: ReplacedWeights;
  readonly #conditions: ConditionWatch;
  #confirmed: ConfirmedWeights | undefined;
  #firstHead: number | undefined;

  private constructor(options: WeightSetterOptions, journal: WeightJournal) {
    this.#options = options;
    this.#journal = journal;
    this.#reveals = new RevealWatch({ ...options, hotkey: options.signer.address, journal });
    this.#conditions = new ConditionWatch({ ...options, hotkey: options.signer.address });
    this.#replaced = new ReplacedWeights(options);
  }

  /** @throws AffineError `state_version` or `state_corrupt` for a journal that cannot be read. */
  static async open(options: WeightSetterOptions): Promise<WeightSetter> {
    return new WeightSetter(options, await WeightJournal.open(options.file, options.gate));
  }

  get attempt(): WeightAttempt | undefined {
    return this.#journal.attempt;
  }

  /** The last weights that LastUpdate confirmed; after a restart, the journal's when they are the ones on chain. */
  get confirmed(): ConfirmedWeights | undefined {
    return this.#confirmed;
  }

  /**
   * Looks at LastUpdate and at what was revealed, then does the next thing. Does not throw for what the chain or the
   * signer did.
   *
   * @throws what the journal's file throws: nothing was sent then.
   */
  async step(view: WeightView): Promise<WeightAction> {
    const neuron = view.metagraph.neurons.find(({ hotkey }) => hotkey === this.#options.signer.address);
    const lastUpdate = neuron?.lastUpdate ?? 0;
    await this.#observe(lastUpdate, view);
    if (lastUpdate > 0 && lastUpdate >= view.epoch.startBlock) await this.#noteSet(view.epoch.index);
    if (neuron !== undefined) await this.#watchReveals(neuron.uid, view);
    this.#watchAge(view, lastUpdate, view.desired !== undefined);
    const desired = this.#conditions.look(view);
    const action = nextWeightAction({
      head: view.head.number,
      epoch: view.epoch,
      registered: neuron !== undefined,
      permit: neuron?.validatorPermit ?? false,
      lastUpdate,
      weightsRateLimit: view.hyperparameters.weightsRateLimit,
      desired,
      settled: view.settled,
      attempt: this.attempt,
      setWindow: this.#journal.setWindow,
      replaced: await this.#wereReplaced(neuron?.uid, lastUpdate, view),
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
    const doubtful = doubtfulOf(this.attempt, window);
    const attempt = { block: head, window, weights, retryBlock: head + doubtBlocks };
    await this.#journal.keep({ attempt: { ...attempt, outcome: "unknown" } });
    try {
      const result = await signer.setWeights({ netuid, weights, window, hotkeys: hotkeysOf(weights, view.metagraph) });
      // Included and not read back may still vanish with its block: it stays in doubt until LastUpdate shows it.
      const outcome = result.confirmed ? "taken" : "unknown";
      const plain = result.confirmed && result.mode === "plain" ? ({ plain: true } as const) : {};
      await this.#journal.keep({ attempt: { ...attempt, outcome, ...plain, retryBlock: result.block + doubtBlocks } });
      log.info({ window, block: result.block, mode: result.mode, uids: [...weights.keys()] }, "weights sent");
      alarms.clear("weights_refused");
      if (result.confirmed) await this.#confirm({ block: result.block, weights }, view, result.mode);
    } catch (error) {
      const kind = weightErrorClass(error);
      const retryBlock = retryBlockAfter(error, { head, doubtBlocks, ...view.epoch });
      const kept = doubtful === undefined || isChainsRefusal(error) ? {} : { doubtful };
      const outcome = kind === "in_doubt" ? "unknown" : "refused";
      await this.#journal.keep({ attempt: { ...attempt, ...kept, outcome, retryBlock } });
      log.warn({ err: error, class: kind, retryBlock }, "weights were not set");
      if (kind === "operator" || kind === "bug" || kind === "signer")
        alarms.raise("weights_refused", refusalText(error, kind));
    }
  }

  /** Confirmation is what LastUpdate says, whoever asks and whenever. */
  async #observe(lastUpdate: number, view: WeightView): Promise<void> {
    const { attempt } = this;
    if (attempt === undefined || attempt.outcome === "refused" || lastUpdate <= attempt.block) return;
    this.#options.alarms.clear("weights_refused");
    const confirmed = { block: lastUpdate, weights: attempt.weights };
    if (attempt.outcome === "unknown") await this.#confirm(confirmed, view);
    // Whether these were sealed is known, and LastUpdate moves whoever uses our key.
    else if (this.#confirmed === undefined && (this.#isSealed || (await this.#isInForce(attempt.weights, view))))
      await this.#note(confirmed, view);
  }

  /** @param mode `undefined` when nobody said how they landed. */
  async #confirm(confirmed: ConfirmedWeights, view: WeightView, mode?: SetWeightsResult["mode"]): Promise<void> {
    if (this.#confirmed !== undefined && this.#confirmed.block >= confirmed.block) return;
    const plain = mode === "plain" || (mode === undefined && (await this.#isInForce(confirmed.weights, view)));
    const window = await this.#note(confirmed, view);
    const { block } = confirmed;
    if (plain) await this.#reveals.overtake({ block, window }, view.hyperparameters.commitReveal.periodEpochs);
    else await this.#reveals.expect({ ...confirmed, window, versionKey: view.hyperparameters.versionKey });
  }

  /** @returns the window that they landed in */
  async #note(confirmed: ConfirmedWeights, view: WeightView): Promise<number> {
    this.#confirmed = confirmed;
    const window = await this.#windowOf(confirmed.block, view.epoch);
    await this.#noteSet(window);
    this.#options.onConfirmed?.(confirmed);
    return window;
  }

  /** Whether a commit of ours was not revealed yet. */
  get #isSealed(): boolean {
    return this.#reveals.awaited.length > 0;
  }

  /** Remembered, since a new tempo moves the epoch's start past LastUpdate. */
  async #noteSet(window: number): Promise<void> {
    if ((this.#journal.setWindow ?? -1) < window) await this.#journal.keep({ setWindow: window });
  }

  /** The epoch that our attempt landed in: usually its own, sometimes the next one. */
  async #windowOf(block: number, { index, startBlock }: Epoch): Promise<number> {
    const { chain, netuid, log } = this.#options;
    try {
      return (await chain.epoch(netuid, { number: block, hash: await chain.blockHash(block) })).index;
    } catch (error) {
      if (!AffineError.isInstance(error)) throw error;
      log.debug({ err: error, block }, "the epoch of our weights cannot be read any more");
    }
    const own = this.attempt?.window ?? index;
    return index === own + 1 && block >= startBlock ? index : own;
  }

  /** Whether the chain shows these weights already, so that nothing has to be revealed. */
  async #isInForce(weights: WeightVector, { head, metagraph }: WeightView): Promise<boolean> {
    const { chain, netuid, signer } = this.#options;
    const uid = metagraph.neurons.find(({ hotkey }) => hotkey === signer.address)?.uid;
    try {
      const shown = (await chain.weights(netuid, head)).get(uid ?? -1);
      return shown !== undefined && sameVector(shown, weights);
    } catch (error) {
      if (!AffineError.isInstance(error)) throw error;
      // Watched in vain at worst: they are found in force when their epoch has come.
      return false;
    }
  }

  /** Whether the chain shows other weights than ours; with the chain away, not now. */
  async #wereReplaced(uid: number | undefined, lastUpdate: number, view: WeightView): Promise<boolean> {
    const { attempt } = this;
    try {
      return await this.#replaced.look(uid, {
        ...view,
        lastUpdate,
        attempt,
        isSealed: this.#isSealed,
        overtaken: this.#journal.commits,
      });
    } catch (error) {
      if (!AffineError.isInstance(error)) throw error;
      this.#options.log.debug({ err: error }, "the weights in force could not be read");
      return false;
    }
  }

  async #watchReveals(uid: number, view: WeightView): Promise<void> {
    try {
      await this.#reveals.look(uid, view);
    } catch (error) {
      if (!AffineError.isInstance(error)) throw error;
      // The chain's trouble has an alarm of its own, and the next block is looked at again.
      this.#options.log.debug({ err: error }, "the revealed weights could not be read");
    }
  }

  /** While it is not decided yet after a start, there is nothing to set: for two tempos that is no fault. */
  #watchAge({ head, epoch }: WeightView, lastUpdate: number, isDecided: boolean): void {
    this.#firstHead ??= head.number;
    const since = Math.max(lastUpdate, lastUpdate === 0 ? this.#firstHead : 0);
    const ageBlocks = head.number - since;
    const allowed = OLD_AFTER_TEMPOS * (epoch.nextBlock - epoch.startBlock);
    const isComing = !isDecided && head.number - this.#firstHead <= allowed;
    if (ageBlocks <= allowed || isComing) this.#options.alarms.clear("weights_old");
    else
      this.#options.alarms.raise(
        "weights_old",
        `No weights landed for ${ageBlocks} blocks, two tempos are ${allowed}.`,
      );
  }

  #watchStanding(action: WeightAction): void {
    const { alarms, signer, netuid } = this.#options;
    const reason = action.kind === "wait" ? action.reason : undefined;
    if (reason === "already_set") alarms.clear("weights_refused");
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
}

function hotkeysOf(weights: WeightVector, { neurons }: Metagraph): Map<number, string> {
  return new Map(neurons.filter(({ uid }) => weights.has(uid)).map(({ uid, hotkey }) => [uid, hotkey]));
}

function refusalText(error: unknown, kind: "operator" | "bug" | "signer"): string {
  const hint = AffineError.isInstance(error) && error.hint !== undefined ? ` ${error.hint}` : "";
  if (kind === "signer") return `No weights can be set without the signer: ${errorMessage(error)}${hint}`;
  const who =
    kind === "operator" ? "The chain refuses our weights" : "Weights could not be made, which is a defect here";
  return `${who}: ${errorMessage(error)}${hint}`;
}
