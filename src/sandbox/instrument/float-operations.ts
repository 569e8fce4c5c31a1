import { OP } from "./opcodes.ts";

/**
 * Instructions whose result may be a NaN of any sign and payload (core specification 2.0, 4.3.3): which one depends on
 * the processor and on the compiler's tier. `abs`, `neg` and `copysign` are exact, and so are loads, stores and
 * reinterpretation.
 */
export function makesNan(opcode: number): "f32" | "f64" | null {
  // ceil, floor, trunc, nearest, sqrt, add, sub, mul, div, min, max; demote and promote.
  if ((opcode >= 0x8d && opcode <= 0x97) || opcode === 0xb6) return "f32";
  if ((opcode >= 0x9b && opcode <= 0xa5) || opcode === 0xbb) return "f64";
  return null;
}

/**
 * Instructions to whose outcome a NaN's sign and payload make no difference: those that answer an arbitrary NaN for any
 * NaN, and are made canonical themselves; comparisons; truncation to integers; `drop`.
 */
export function ignoresNanBits(opcode: number): boolean {
  if (makesNan(opcode) !== null || opcode === OP.drop || opcode === OP.extended) return true;
  const compares = opcode >= 0x5b && opcode <= 0x66;
  const truncates = (opcode >= 0xa8 && opcode <= 0xab) || (opcode >= 0xae && opcode <= 0xb1);
  return compares || truncates;
}
