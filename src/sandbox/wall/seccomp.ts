import { ABSENT_CALLS, ALLOWED_CALLS, CLONE } from "./system-calls.ts";

/** Classic BPF (linux/filter.h) and what a filter returns (linux/seccomp.h). */
const OP = { load: 0x20, jumpIfEqual: 0x15, jumpIfAnyBit: 0x45, return: 0x06 };
const OFFSET = { number: 0, architecture: 4, firstArgument: 16 };
const RETURN = { allow: 0x7fff0000, error: 0x00050000, kill: 0x80000000 };
const EPERM = 1;
const ENOSYS = 38;
const CLONE_THREAD = 0x00010000;

/** Column of the tables of calls, and AUDIT_ARCH_* of linux/audit.h. */
const PLATFORMS: Partial<Record<string, { column: 0 | 1; audit: number }>> = {
  x64: { column: 0, audit: 0xc000003e },
  arm64: { column: 1, audit: 0xc00000b7 },
};

/**
 * A seccomp filter for a processor architecture as Node names it, in the form that bubblewrap takes; null where none is
 * written. Calls on the list pass, all others fail with EPERM, so that code under the filter sees errors and is never
 * killed into a verdict.
 */
export function seccompFilter(platform: string): Buffer | null {
  const found = PLATFORMS[platform];
  if (found === undefined) return null;
  const { column, audit } = found;
  const allowed = Object.values(ALLOWED_CALLS).flatMap((numbers) => numbers[column] ?? []);
  return assemble([
    [OP.load, 0, 0, OFFSET.architecture],
    [OP.jumpIfEqual, 1, 0, audit],
    [OP.return, 0, 0, RETURN.kill],
    [OP.load, 0, 0, OFFSET.number],
    [OP.jumpIfEqual, 0, 4, CLONE[column]],
    [OP.load, 0, 0, OFFSET.firstArgument],
    [OP.jumpIfAnyBit, 0, 1, CLONE_THREAD],
    [OP.return, 0, 0, RETURN.allow],
    [OP.return, 0, 0, RETURN.error | EPERM],
    ...ABSENT_CALLS.flatMap((number) => when(number, RETURN.error | ENOSYS)),
    ...allowed.flatMap((number) => when(number, RETURN.allow)),
    [OP.return, 0, 0, RETURN.error | EPERM],
  ]);
}

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, constant: number];

function when(number: number, action: number): Instruction[] {
  return [
    [OP.jumpIfEqual, 0, 1, number],
    [OP.return, 0, 0, action],
  ];
}

function assemble(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(8 * program.length);
  for (const [index, [code, ifTrue, ifFalse, constant]] of program.entries()) {
    bytes.writeUInt16LE(code, 8 * index);
    bytes.writeUInt8(ifTrue, 8 * index + 2);
    bytes.writeUInt8(ifFalse, 8 * index + 3);
    bytes.writeUInt32LE(constant >>> 0, 8 * index + 4);
  }
  return bytes;
}
