import { createHash } from "node:crypto";
import type { InterpreterInstance } from "./instance.ts";

/** An interpreter that has started and imported what programs usually need, as bytes. */
export interface Snapshot {
  /** Header, static data, heap: what is hashed and cached. */
  readonly bytes: Uint8Array;
  readonly stackLow: number;
  readonly stackHigh: number;
  readonly programBreak: number;
  /** Address of the Python function that runs a program. */
  readonly entry: number;
  /** Values of the module's mutable globals. */
  readonly state: readonly number[];
}

const MAGIC = 0x32464641; // "AFF2"
const HEADER_BYTES = 64;
const FIRST_STATE_FIELD = 6;

/** Takes the snapshot. The C stack between `stackLow` and `stackHigh` must be empty; it is not kept. */
export function takeSnapshot(instance: InterpreterInstance, entry: number): Snapshot {
  const stackLow = instance.call("emscripten_stack_get_end");
  const stackHigh = instance.call("emscripten_stack_get_base");
  if (instance.stackPointer.value !== stackHigh) throw new TypeError("the C stack is in use");
  const programBreak = instance.call("sbrk", 0);
  const memory = instance.memory.bytes;
  const bytes = new Uint8Array(HEADER_BYTES + stackLow + programBreak - stackHigh);
  const header = new DataView(bytes.buffer);
  const state = instance.state.map(({ value }) => Number(value));
  if (FIRST_STATE_FIELD + state.length > HEADER_BYTES / 4) throw new TypeError("more globals than the header holds");
  for (const [index, field] of [MAGIC, stackLow, stackHigh, programBreak, entry, state.length, ...state].entries()) {
    header.setUint32(4 * index, field, true);
  }
  bytes.set(memory.subarray(0, stackLow), HEADER_BYTES);
  bytes.set(memory.subarray(stackHigh, programBreak), HEADER_BYTES + stackLow);
  return parseSnapshot(bytes);
}

/** @throws RangeError if the bytes are no snapshot. */
export function parseSnapshot(bytes: Uint8Array): Snapshot {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const field = (index: number): number => header.getUint32(4 * index, true);
  if (bytes.length < HEADER_BYTES || field(0) !== MAGIC) throw new RangeError("not a snapshot");
  const stateCount = Math.min(field(5), HEADER_BYTES / 4 - FIRST_STATE_FIELD);
  const state = Array.from({ length: stateCount }, (_, index) => field(FIRST_STATE_FIELD + index));
  const snapshot = { bytes, stackLow: field(1), stackHigh: field(2), programBreak: field(3), entry: field(4), state };
  const length = HEADER_BYTES + snapshot.stackLow + snapshot.programBreak - snapshot.stackHigh;
  if (length !== bytes.length) throw new RangeError("a snapshot of the wrong length");
  return snapshot;
}

/** SHA-256 in hexadecimal. */
export function snapshotHash(snapshot: Snapshot): string {
  return createHash("sha256").update(snapshot.bytes).digest("hex");
}

/** Makes an instance's memory equal to the snapshot, bit for bit, whatever a program left there. */
export function restoreSnapshot(instance: InterpreterInstance, snapshot: Snapshot): void {
  const { bytes, stackLow, stackHigh, programBreak, state } = snapshot;
  instance.memory.growTo(programBreak);
  const memory = instance.memory.bytes;
  memory.set(bytes.subarray(HEADER_BYTES, HEADER_BYTES + stackLow));
  clear(memory.subarray(stackLow, stackHigh));
  memory.set(bytes.subarray(HEADER_BYTES + stackLow), stackHigh);
  clear(memory.subarray(programBreak));
  instance.stackLimit.value = stackLow;
  for (const [index, global] of instance.state.entries()) global.value = state[index] ?? 0;
}

const ZEROS = new Uint8Array(2 ** 19);

/** Makes bytes zero. Most of them are, untouched by any program: reading such pages is cheaper than writing them. */
function clear(bytes: Uint8Array): void {
  for (let start = 0; start < bytes.length; start += ZEROS.length) {
    const part = bytes.subarray(start, start + ZEROS.length);
    if (Buffer.compare(part, ZEROS.subarray(0, part.length)) !== 0) part.fill(0);
  }
}
