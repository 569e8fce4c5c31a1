/** Blocks of twelve seconds in a day. */
export const BLOCKS_PER_DAY = 7200;
