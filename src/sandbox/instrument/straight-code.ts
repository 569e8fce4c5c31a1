import type { Edit } from "./function-analysis.ts";
import { FORKED_SHARE, HEAVY_BLOCK, MOST_FORKED, weightOf } from "./weights.ts";

/** Where a stretch of straight code begins. */
export type BlockHead = "entry" | "loop" | "other";

/** A loop whose end has not been seen. */
interface Loop {
  /** Where its head is charged, and what its first stretch weighs. */
  at: number;
  headWeight: number;
  /** Weight of the stretches in it that nothing else is charged for. */
  forkedWeight: number;
}

/** Adds up what each stretch of a function's straight code costs, and decides where it is charged. */
export class StraightCode {
  #start = 0;
  #weight = 0;
  #head: BlockHead = "entry";
  /** One for each open block, loop or not: null stands for those that are none. */
  readonly #open: (Loop | null)[] = [];
  /** Weight of the code up to the first fork. */
  entryWeight = 0;
  readonly #charge: (edit: Edit) => unknown;

  /** @param charge is told of each charge but the entry's. */
  constructor(charge: (edit: Edit) => unknown) {
    this.#charge = charge;
  }

  add(opcode: number): void {
    this.#weight += weightOf(opcode);
  }

  /** A block begins, to be told before its first stretch. */
  open(isLoop: boolean): void {
    this.#open.push(isLoop ? { at: 0, headWeight: 0, forkedWeight: 0 } : null);
  }

  /** The innermost block ends, to be told after its last stretch. Loop heads are always charged: they may repeat. */
  close(): void {
    const loop = this.#open.pop();
    if (loop === null || loop === undefined) return;
    const forked = Math.min(MOST_FORKED, Math.floor(loop.forkedWeight * FORKED_SHARE));
    const weight = Math.max(1, loop.headWeight + forked);
    this.#charge({ at: loop.at, until: loop.at, change: { kind: "charge", weight } });
  }

  /** A stretch of straight code ends here and another begins. */
  start(head: BlockHead, position: number): void {
    this.finish();
    this.#start = position;
    this.#weight = 0;
    this.#head = head;
  }

  /** Books the stretch that ends here. */
  finish(): void {
    const loop = this.#open.findLast((region) => region !== null);
    const [at, weight] = [this.#start, this.#weight];
    this.#weight = 0;
    if (this.#head === "entry") this.entryWeight = weight;
    else if (this.#head === "loop") Object.assign(loop ?? {}, { at, headWeight: weight });
    else if (weight >= HEAVY_BLOCK) this.#charge({ at, until: at, change: { kind: "charge", weight } });
    else if (loop !== undefined) loop.forkedWeight += weight;
    this.#head = "other";
  }
}
