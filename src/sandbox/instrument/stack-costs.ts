/**
 * What a call takes of the call depth, in bytes as the plainest compiler would lay its frame out: eight for each
 * parameter, local and operand, and a fixed part for the return address, saved registers and bookkeeping. What a frame
 * really takes depends on the compiler's tier and is less; the limit never asks for it.
 */
export function frameCost(parameters: number, locals: number, highestOperand: number): number {
  return FIXED + 8 * (parameters + locals + highestOperand);
}

const FIXED = 96;

/** Frames of JavaScript between the module and its host. */
export const HOST_FRAME = 2_048;
