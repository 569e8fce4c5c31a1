import { OP } from "./opcodes.ts";

/**
 * What instructions cost in fuel. One unit stands for one simple machine operation; instructions that the compiler
 * makes vanish are free, those that take a processor longer cost more. The weights make fuel follow seconds more
 * closely; nothing depends on their being exact.
 */
const WEIGHTS: Readonly<Record<number, number>> = {
  [OP.nop]: 0,
  [OP.block]: 0,
  [OP.loop]: 0,
  [OP.try]: 0,
  [OP.end]: 0,
  [OP.drop]: 0,
  [OP.localGet]: 0,
  [OP.localSet]: 0,
  [OP.localTee]: 0,
  [OP.i32Const]: 0,
  [OP.i64Const]: 0,
  [OP.f32Const]: 0,
  [OP.f64Const]: 0,
  [OP.call]: 4,
  [OP.callIndirect]: 8,
  [OP.throw]: 500,
  [OP.rethrow]: 500,
  // div and rem, 32 and 64 bits; float division and square roots.
  ...Object.fromEntries([0x6d, 0x6e, 0x6f, 0x70].map((opcode) => [opcode, 8])),
  ...Object.fromEntries([0x7f, 0x80, 0x81, 0x82].map((opcode) => [opcode, 12])),
  ...Object.fromEntries([0x91, 0x95, 0x9f, 0xa3].map((opcode) => [opcode, 8])),
};
const LOAD = 3;

export function weightOf(opcode: number): number {
  if (opcode >= OP.i32Load && opcode < OP.i32Store) return LOAD;
  return WEIGHTS[opcode] ?? 1;
}

/** A stretch of straight code of at least this weight pays for itself, wherever it stands. */
export const HEAVY_BLOCK = 48;

/**
 * Shorter stretches behind a fork are not charged where they stand. A loop's head is charged for them instead: a share
 * of all that stand in the loop, and at most so much, since only some of them run each time. Without it a loop full of
 * forks (the comparison of two strided memoryviews) takes ten times as long for its fuel as any other.
 */
export const FORKED_SHARE = 1 / 4;
export const MOST_FORKED = 20;

/**
 * `memory.copy` and `memory.fill` themselves, however little they move: V8 leaves compiled code for them. Without it, a
 * loop that copies single bytes (`memoryview(...)[::2].tobytes()`) takes seven times as long for its fuel as any other.
 */
export const BULK_CALL = 64;

/** Bytes that `memory.copy` and `memory.fill` move for one unit, as a power of two. */
export const BYTES_PER_UNIT_LOG2 = 3;

/** A call from the module to its host: leaving compiled code, checking, coming back. */
export const HOST_CALL = 400;
