const MIB = 2 ** 20;

/**
 * Linear memory that every program finds, whatever ran before it. A worker whose memory has grown beyond is replaced:
 * memory never shrinks, so the next program would find more.
 */
export const START_MEMORY_BYTES = 48 * MIB;
