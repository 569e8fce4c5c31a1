import type { SignerEvent } from "./signer-log.ts";

type Refused = Extract<SignerEvent, { kind: "refused" }>;

/** Refusals written down a minute; further ones are counted in the next that is. */
const REFUSALS_A_MINUTE = 60;

/** Nobody may fill the disk by being refused. */
export class RefusalBudget {
  readonly #nowMs: () => number;
  #sinceMs = 0;
  #written = 0;
  #omitted = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** The event with the number of those that were left out before it; `undefined` for one that is left out itself. */
  take(event: Refused): Refused | undefined {
    if (this.#nowMs() - this.#sinceMs >= 60_000) {
      this.#sinceMs = this.#nowMs();
      this.#written = 0;
    }
    if (this.#written >= REFUSALS_A_MINUTE) {
      this.#omitted += 1;
      return undefined;
    }
    const told = { ...event, omitted: this.#omitted };
    this.#written += 1;
    this.#omitted = 0;
    return told;
  }
}
