import { TextCollector } from "./text-collector.ts";

/** Text and reasoning of an answer, which share one limit of bytes. */
export class SpokenText {
  readonly text = new TextCollector();
  readonly reasoning = new TextCollector();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Of all that was said, what had no room among it. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Keeps what there is room for. @returns whether that was all */
  keep(kind: "text" | "reasoning", said: string): boolean {
    const bytes = Buffer.byteLength(said);
    const room = this.#maxBytes - this.#bytes;
    this.#bytes += bytes;
    this[kind].append(bytes <= room ? said : Buffer.from(said).subarray(0, room).toString("utf8"));
    return bytes <= room;
  }
}
