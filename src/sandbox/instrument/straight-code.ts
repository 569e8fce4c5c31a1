import type { Edit } from "./function-analysis.ts";
import { HEAVY_BLOCK, weightOf } from "./weights.ts";

/** Where a stretch of straight code begins. */
export type BlockHead = "entry" | "loop" | "other";

/** Adds up what each stretch of a function's straight code costs, and decides where it is charged. */
export class StraightCode {
  /** Weight of the code up to the first fork. */
  entryWeight = 0;
  #start = 0;
  #weight = 0;
  #head: BlockHead = "entry";
  readonly #charge: (edit: Edit) => unknown;

  /** @param charge is told of each charge but the entry's. */
  constructor(charge: (edit: Edit) => unknown) {
    this.#charge = charge;
  }

  add(opcode: number): void {
    this.#weight += weightOf(opcode);
  }

  /** A stretch of straight code ends here and another begins. Loop heads are always charged: they may repeat. */
  start(head: BlockHead, position: number): void {
    if (this.#head === "entry") this.entryWeight = Math.max(this.entryWeight, this.#weight);
    else if (this.#head === "loop" || this.#weight >= HEAVY_BLOCK) {
      const weight = Math.max(1, this.#weight);
      this.#charge({ at: this.#start, until: this.#start, change: { kind: "charge", weight } });
    }
    this.#start = position;
    this.#weight = 0;
    this.#head = head;
  }
}
