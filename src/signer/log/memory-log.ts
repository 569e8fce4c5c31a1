import { applyEvent, emptyState, type SignerEvent, type SignerLog, type SignerState } from "./signer-log.ts";

/** Forgets everything when the process ends: for the demo and tests. */
export class MemoryLog implements SignerLog {
  readonly isKept = false;
  readonly problem = undefined;
  readonly #state: SignerState = emptyState();

  get header(): SignerState["header"] {
    return this.#state.header;
  }

  get submission(): SignerState["submission"] {
    return this.#state.submission;
  }

  get announcedSeq(): number | undefined {
    return this.#state.announcedSeq;
  }

  headerHash(seq: number): string | undefined {
    return this.#state.headers.get(seq);
  }

  append(event: SignerEvent): Promise<void> {
    applyEvent(this.#state, event);
    return Promise.resolve();
  }

  durable(): Promise<void> {
    return Promise.resolve();
  }

  retry(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
