/**
 * What a call's frame takes of the native stack at most, in bytes: eight for each parameter, local and operand, as the
 * plainest compiler lays it out, and a fixed part for the return address, saved registers and bookkeeping.
 */
function frameBytes(parameters: number, locals: number, highestOperand: number): number {
  return FIXED + 8 * (parameters + locals + highestOperand);
}

const FIXED = 96;

/**
 * Bytes of native stack that stand behind one byte of the C stack. The C stack has 10 MiB, so that frames take 100 MiB
 * where it ends, and a worker's stack (`WORKER_STACK_MB`) holds four times as much.
 */
const NATIVE_PER_C_BYTE = 10;
const ALIGNMENT = 16;

/**
 * Height of the stack that is charged for a call, in bytes of the C stack, beyond what the function takes of it by
 * itself.
 */
export function heightOf(
  frame: { readonly parameters: number; readonly locals: number; readonly highestOperand: number },
  ownFrame: number,
): number {
  const bytes = frameBytes(frame.parameters, frame.locals, frame.highestOperand) / NATIVE_PER_C_BYTE - ownFrame;
  return Math.max(0, ALIGNMENT * Math.ceil(bytes / ALIGNMENT));
}

/** Height of the frames of JavaScript between the module and its host. */
export const HOST_HEIGHT = 256;
