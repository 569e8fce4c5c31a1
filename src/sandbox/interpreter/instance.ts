import { EXPORTED, STATE_PREFIX } from "../instrument/index.ts";
import { START_MEMORY_BYTES } from "../start-memory.ts";
import { FileTree } from "./file-tree.ts";
import { FuelMeter } from "./fuel-meter.ts";
import { Guest } from "./guest.ts";
import { GuestMemory } from "./guest-memory.ts";
import type { HostFunctions } from "./host-functions.ts";
import { hostImports, type Phase } from "./host-imports.ts";
import type { ArchivedFile } from "./zip-archive.ts";

/** What every interpreter is made from; shared by all workers of a process. */
export interface InterpreterParts {
  /** The instrumented module. */
  readonly module: WebAssembly.Module;
  readonly library: readonly ArchivedFile[];
}

/** Gates taken away, one at a time, so that tests can show what each one holds. Nothing in production passes any. */
export interface OpenGates {
  /** Implementations that stand in for ours, whatever the policy says. */
  readonly imports?: HostFunctions;
  /** Show all of the library's files. */
  readonly wholeLibrary?: boolean;
  /** An environment other than the fixed one. */
  readonly environment?: readonly string[];
  /** Keep all built-in modules. */
  readonly allModules?: boolean;
}

type Exported = (...values: (number | bigint)[]) => number;

/** One instance of the interpreter's module, with our side of it. */
export interface InterpreterInstance {
  readonly guest: Guest;
  readonly memory: GuestMemory;
  readonly table: WebAssembly.Table;
  readonly stackPointer: WebAssembly.Global;
  /** The C stack's end: the module traps when the pointer goes below. */
  readonly stackLimit: WebAssembly.Global;
  /** All of the module's own mutable globals, the stack pointer among them. */
  readonly state: readonly WebAssembly.Global[];
  /** Slot of the function table that holds the trampoline. */
  readonly trampolineSlot: number;
  /** An exported C function. */
  call(name: string, ...values: (number | bigint)[]): number;
  /** Address of an exported variable. */
  address(name: string): number;
}

/** @throws RangeError if the host has no memory for it. */
export function createInstance(parts: InterpreterParts, phase: Phase, open: OpenGates = {}): InterpreterInstance {
  const meter = new FuelMeter();
  const guest = new Guest(new FileTree(parts.library, open.wholeLibrary), meter, open.environment);
  const { exports } = new WebAssembly.Instance(parts.module, hostImports(parts.module, guest, phase, open.imports));
  const global = (name: string): WebAssembly.Global => exports[name] as WebAssembly.Global;
  const table = exports["__indirect_function_table"] as WebAssembly.Table;
  const memory = new GuestMemory(exports["memory"] as WebAssembly.Memory);
  memory.growTo(START_MEMORY_BYTES);
  meter.attach(global(EXPORTED.fuel), global("__stack_pointer"), global(EXPORTED.stackLimit));
  guest.attach({
    memory,
    ended: global(EXPORTED.ended),
    callTable(index, ...values) {
      // A forged index is the program's doing: beyond the table's end the host's own error would tell of ours.
      const target: unknown = index < table.length ? table.get(index) : null;
      if (typeof target !== "function") throw new WebAssembly.RuntimeError("null function");
      return Number((target as (...given: number[]) => unknown)(...values) ?? 0);
    },
  });
  const trampolineSlot = table.grow(1);
  table.set(trampolineSlot, exports[EXPORTED.trampoline]);
  const state = Object.keys(exports).filter((name) => name.startsWith(STATE_PREFIX));
  return {
    guest,
    memory,
    table,
    stackPointer: global("__stack_pointer"),
    stackLimit: global(EXPORTED.stackLimit),
    state: state.map(global),
    trampolineSlot,
    call: (name, ...values) => (exports[name] as Exported)(...values),
    address: (name) => Number(global(name).value),
  };
}
