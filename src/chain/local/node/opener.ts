import { setImmediate as yieldToOthers } from "node:timers/promises";
import { AffineError } from "../../../core/index.ts";
import { logger } from "../../../telemetry/index.ts";
import { open, type BeaconKey } from "../../timelock/index.ts";
import type { ChainState, Sealed } from "../state/chain-state.ts";
import { nameOf, type Opened } from "../state/openings.ts";

/**
 * Opens sealed texts with the beacon's secret. One takes some 30 ms, so they are opened one by one between other work
 * as soon as they are in a block, not all at once in the block that reveals them; nobody is shown them before.
 */
export class Opener {
  readonly #key: BeaconKey;
  readonly #publicKey: string;
  #checked = false;
  #opened = new Map<string, Opened>();
  #waiting: Sealed[] = [];
  #working: Promise<void> | undefined;

  /** @param publicKey of the chain's beacon, hexadecimal; `key` must be its secret when it is first used. */
  constructor(key: BeaconKey, publicKey: string) {
    this.#key = key;
    this.#publicKey = publicKey;
  }

  /** The beacon's signature of a round, 48 bytes. @throws AffineError `credentials_invalid` for a wrong secret. */
  signRound(round: number): Uint8Array {
    // Costs a tenth of a second, so only when something is sealed at all.
    this.#checked ||= Buffer.from(this.#key.publicKey).toString("hex") === this.#publicKey;
    if (this.#checked) return this.#key.signRound(round);
    throw new AffineError("credentials_invalid", "The secret of the embedded chain's beacon is another chain's.", {
      hint: "Restore the .beacon file that belongs to the chain's file.",
    });
  }

  /** Begins to open what waits in a state, the soonest first, and forgets what does not wait any more. */
  prepare(state: ChainState): void {
    const waiting = [...state.subnets.values()].flatMap(({ commits, sealed }) => [...commits, ...sealed.values()]);
    const names = new Set(waiting.map(nameOf));
    this.#opened = new Map([...this.#opened].filter(([name]) => names.has(name)));
    this.#waiting = waiting.filter((seal) => !this.#opened.has(nameOf(seal))).sort((a, b) => a.round - b.round);
    if (this.#waiting.length > 0) this.#working ??= this.#work();
  }

  /** What is inside of some seals, in their order; waits for those that were not opened yet. */
  async open(seals: readonly Sealed[]): Promise<Opened[]> {
    const opened: Opened[] = [];
    for (const seal of seals) {
      const ready = this.#opened.get(nameOf(seal));
      opened.push(ready === undefined ? await this.#openOne(seal) : ready);
    }
    return opened;
  }

  close(): void {
    this.#waiting = [];
  }

  async #work(): Promise<void> {
    try {
      for (let seal = this.#waiting.shift(); seal !== undefined; seal = this.#waiting.shift())
        await this.#openOne(seal);
    } catch (thrown) {
      // The block that needs it will try again and fail before everybody's eyes.
      logger("chain").error({ err: thrown }, "a sealed text could not be opened beforehand");
    } finally {
      this.#working = undefined;
    }
  }

  async #openOne(seal: Sealed): Promise<Opened> {
    await yieldToOthers();
    const opened = this.#tryToOpen(seal);
    this.#opened.set(nameOf(seal), opened);
    return opened;
  }

  #tryToOpen({ sealed, round }: Sealed): Opened {
    try {
      return Buffer.from(open(Buffer.from(sealed, "hex"), this.signRound(round))).toString("hex");
    } catch (thrown) {
      if (AffineError.isInstance(thrown) && thrown.code === "chain_decode") return null;
      throw thrown;
    }
  }
}
