import { applyEvent, type SignerEvent, type SignerLog, type SignerState } from "./signer-log.ts";

/** Forgets everything when the process ends: for the demo and tests. */
export class MemoryLog implements SignerLog {
  readonly #state: SignerState = { header: undefined, submission: undefined };

  get header(): SignerState["header"] {
    return this.#state.header;
  }

  get submission(): SignerState["submission"] {
    return this.#state.submission;
  }

  append(event: SignerEvent): Promise<void> {
    applyEvent(this.#state, event);
    return Promise.resolve();
  }

  durable(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
