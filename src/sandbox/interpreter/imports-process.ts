import { ERRNO } from "./errno.ts";
import { chargeGrowth, grownSize } from "./growth-charge.ts";
import type { Guest } from "./guest.ts";
import type { HostFunctions } from "./host-functions.ts";
import { RunEnded } from "./run-ended.ts";

const PROGRAM_NAME = "python3";

/** Exit statuses beyond a byte, by which our prelude tells how a program ended. */
export const STATUS = { uncaughtException: 0x7a000001, outOfMemory: 0x7a000002 };

/** Ending, growing, identity, and calls within the interpreter. */
export function processImports(guest: Guest): HostFunctions {
  const exit = (status: number): never => {
    throw guest.end(endedWith(status));
  };
  return {
    _Py_CheckEmscriptenSignals_Helper: () => 0,
    _PyEM_TrampolineCall_JS: (target: number, first: number, second: number, third: number) =>
      guest.callTable(target >>> 0, first, second, third),
    __call_sighandler(handler: number, signal: number) {
      guest.callTable(handler >>> 0, signal);
    },
    proc_exit: exit,
    exit,
    _abort_js() {
      throw guest.end(new RunEnded("crash", null, "abort"));
    },
    __assert_fail() {
      throw guest.end(new RunEnded("crash", null, "assertion"));
    },
    can_run_sync_js: () => 0,
    __hiwire_deduplicate_new: () => null,
    emscripten_runtime_keepalive_push: () => undefined,
    emscripten_runtime_keepalive_pop: () => undefined,
    emscripten_get_heap_max: () => guest.memoryBytes,
    emscripten_resize_heap: (bytes: number) => grow(guest, bytes >>> 0),
    _mmap_js: () => -ERRNO.noDevice,
    _munmap_js: () => -ERRNO.invalid,
    environ_sizes_get(countAddress: number, bytesAddress: number) {
      guest.memory.setUint32(countAddress, guest.environment.length);
      guest.memory.setUint32(bytesAddress, guest.environment.join("\0").length + 1);
      return 0;
    },
    environ_get(pointers: number, texts: number) {
      let text = texts >>> 0;
      for (const [index, variable] of guest.environment.entries()) {
        guest.memory.setUint32((pointers >>> 0) + 4 * index, text);
        text += guest.memory.setText(text, variable);
      }
      return 0;
    },
    _Py_emscripten_runtime: () => 0,
    _emscripten_get_progname(address: number, capacity: number) {
      if (capacity > PROGRAM_NAME.length) guest.memory.setText(address, PROGRAM_NAME);
    },
    __syscall_getuid32_js: () => 0,
  };
}

function endedWith(status: number): RunEnded {
  if (status === STATUS.uncaughtException) return new RunEnded("runtime_error", 1);
  if (status === STATUS.outOfMemory) return new RunEnded("memory");
  const exitCode = status & 255;
  return new RunEnded(exitCode === 0 ? "ok" : "exit", exitCode);
}

/**
 * Grows by an eighth at least, and never past the limit, which so stays exact to the page. V8 collects its garbage when
 * a memory grows, and looks through all of a deep stack for that: a program that grew page by page took minutes.
 */
function grow(guest: Guest, bytes: number): number {
  if (bytes > guest.memoryBytes) throw guest.end(new RunEnded("memory"));
  const present = guest.memory.bytes.length;
  if (bytes <= present) return 1;
  const target = grownSize(present, bytes, guest.memoryBytes);
  chargeGrowth(guest.meter, present, target);
  try {
    guest.memory.growTo(target);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw guest.end(new RunEnded("host_failure", null, "this host has no memory left for a program within its limit"));
  }
  return 1;
}
