import type { BlockRef, Chain, Hyperparameters, WeightVector } from "../chain/chain.ts";
import type { Logger } from "../telemetry/index.ts";
import type { Alarms } from "./alarms.ts";
import type { WeightAttempt } from "./next-weight-action.ts";
import { sameVector, vectorText } from "./reveal-watch.ts";
import type { SealedCommit } from "./weight-journal.ts";

/**
 * Compares the vector that the chain shows with the one that was meant: LastUpdate moves whoever sets weights with our
 * key. With commit-reveal it is compared when it is revealed, by the watch of reveals. Where the rules change from
 * sealed to open in a window, the chain still reveals what was sealed before, over what was set since: ours are set
 * again then too, but nobody else has our key.
 */
export class ReplacedWeights {
  readonly #chain: Pick<Chain, "weights">;
  readonly #netuid: number;
  readonly #alarms: Alarms;
  readonly #log: Logger;

  constructor(options: { chain: Pick<Chain, "weights">; netuid: number; alarms: Alarms; log: Logger }) {
    this.#chain = options.chain;
    this.#netuid = options.netuid;
    this.#alarms = options.alarms;
    this.#log = options.log;
  }

  /**
   * @param uid ours; `undefined` while we have none
   * @returns whether the chain shows others than we set last
   * @throws what the chain's read throws
   */
  async look(
    uid: number | undefined,
    {
      head,
      hyperparameters,
      lastUpdate,
      attempt,
      isSealed,
      overtaken,
    }: {
      head: BlockRef;
      hyperparameters: Hyperparameters;
      lastUpdate: number;
      attempt: WeightAttempt | undefined;
      /** Whether a commit of ours was not revealed yet. */
      isSealed: boolean;
      /** Commits of ours from before, which the chain may have revealed over what was set in the open since. */
      overtaken: readonly SealedCommit[];
    },
  ): Promise<boolean> {
    // Of an attempt that nobody answered it is not known whether it was sealed, and what is sealed shows nothing yet.
    const isOpen = !hyperparameters.commitReveal.enabled && !isSealed && attempt?.plain === true;
    // At a block from before ours landed the chain shows what was there before.
    const isSet = attempt?.outcome === "taken" && lastUpdate > attempt.block && head.number >= lastUpdate;
    if (uid === undefined || attempt === undefined || !isOpen || !isSet) return false;
    const shown = (await this.#chain.weights(this.#netuid, head)).get(uid);
    if (shown !== undefined && sameVector(shown, attempt.weights)) {
      this.#alarms.clear("weights_replaced");
      return false;
    }
    if (shown !== undefined && overtaken.some(({ weights }) => sameVector(shown, weights))) {
      this.#log.warn({ uids: [...shown.keys()] }, "weights of ours, sealed before, were revealed over newer ones");
      return true;
    }
    this.#alarms.raise("weights_replaced", replacedText(lastUpdate, attempt.weights, shown));
    return true;
  }
}

function replacedText(block: number, meant: WeightVector, shown: WeightVector | undefined): string {
  return (
    `The chain shows ${vectorText(shown)} since block ${block}, and we set ${vectorText(meant)}: somebody else uses ` +
    "our key. Ours are set again; look who has the hotkey, and swap it."
  );
}
