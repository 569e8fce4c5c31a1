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
}

const MAGIC = 0x31464641; // "AFF1"
const HEADER_BYTES = 32;

/** Takes the snapshot. The C stack between `stackLow` and `stackHigh` must be empty; it is not kept. */
export function takeSnapshot(instance: InterpreterInstance, entry: number): Snapshot {
  const stackLow = instance.call("emscripten_stack_get_end");
  const stackHigh = instance.call("emscripten_stack_get_base");
  if (instance.stackPointer.value !== stackHigh) throw new TypeError("the C stack is in use");
  const programBreak = instance.call("sbrk", 0);
  const memory = instance.memory.bytes;
  const bytes = new Uint8Array(HEADER_BYTES + stackLow + programBreak - stackHigh);
  const header = new DataView(bytes.buffer);
  for (const [index, field] of [MAGIC, stackLow, stackHigh, programBreak, entry].entries()) {
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
  const snapshot = { bytes, stackLow: field(1), stackHigh: field(2), programBreak: field(3), entry: field(4) };
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
  const { bytes, stackLow, stackHigh, programBreak } = snapshot;
  const missing = programBreak - instance.memory.bytes.length;
  if (missing > 0) instance.memory.memory.grow(Math.ceil(missing / 65_536));
  const memory = instance.memory.bytes;
  memory.set(bytes.subarray(HEADER_BYTES, HEADER_BYTES + stackLow));
  memory.fill(0, stackLow, stackHigh);
  memory.set(bytes.subarray(HEADER_BYTES + stackLow), stackHigh);
  memory.fill(0, programBreak);
  instance.stackPointer.value = stackHigh;
}
