import type { ShardHead } from "../../record/index.ts";

/** What a header says besides its records; known only once the judge is there, which needs the log of records itself. */
export class SealContext {
  #source: { block: () => number | undefined; heads: () => readonly ShardHead[] } | undefined;

  attach(source: { block: () => number | undefined; heads: () => readonly ShardHead[] }): void {
    this.#source = source;
  }

  readonly block = (): number | undefined => this.#source?.block();
  readonly heads = (): readonly ShardHead[] => this.#source?.heads() ?? [];
}
