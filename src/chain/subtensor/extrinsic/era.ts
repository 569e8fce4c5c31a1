import type { BlockRef } from "../../chain.ts";

/**
 * Blocks a signed call lives, a power of two. The validator takes an attempt of which it heard nothing for dead after 8
 * (DOUBT_BLOCKS, src/validator/weight-setter.ts): a call can only get into the blocks birth .. birth + 7.
 */
export const ERA_BLOCKS = 8;

/** A call's life: it can get into the blocks from `birth` to `last`. */
export interface Era {
  readonly birth: BlockRef;
  readonly last: number;
  /** SCALE of `Era::Mortal` (sp_runtime::generic::Era). */
  readonly encoded: Uint8Array;
}

/** The life of a call that is bound to a block: it is void on a chain that has another block there. */
export function eraFrom(birth: BlockRef): Era {
  // Low four bits: the period's power of two less one; the rest: birth within the period (no quantisation below 4096).
  const phase = birth.number % ERA_BLOCKS;
  const encoded = (phase << 4) | (Math.log2(ERA_BLOCKS) - 1);
  return { birth, last: birth.number + ERA_BLOCKS - 1, encoded: Uint8Array.of(encoded & 0xff, encoded >> 8) };
}
