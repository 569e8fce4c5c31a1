import wabt from "wabt";
import { EXPORTED, instrumentModule } from "../../../src/sandbox/instrument/index.ts";

const FEATURES = {
  exceptions: true,
  bulk_memory: true,
  sat_float_to_int: true,
  sign_extension: true,
  reference_types: true,
};
const { parseWat, readWasm } = await wabt();

/** Fields of a module in text, with the memory, table and C stack that the instrumentation expects. */
export function compileText(fields: string, features: Record<string, boolean> = FEATURES): Uint8Array {
  const text = `(module (import "h" "end" (func $end)) (memory (export "memory") 1) (table $t 2 funcref)
  (global $sp (mut i32) (i32.const 60000)) (export "__stack_pointer" (global $sp)) ${fields})`;
  const parsed = parseWat("test.wat", text, features);
  return Uint8Array.from(parsed.toBinary({}).buffer);
}

/** @throws Error if WABT, which is no part of what is tested, finds the module invalid. */
export function validate(bytes: Uint8Array): void {
  const module = readWasm(bytes.slice(), { readDebugNames: false, ...FEATURES } as Parameters<typeof readWasm>[1]);
  module.validate();
  module.destroy();
}

/** An instrumented module, ready to run. */
export interface Running {
  call(name: string, ...values: (number | bigint)[]): unknown;
  fuel: WebAssembly.Global;
  ended: WebAssembly.Global;
  stackPointer: WebAssembly.Global;
  memory: WebAssembly.Memory;
}

/** Instruments, validates and starts a module; `fuel` is a million units and the C stack ends at 10,000. */
export function start(fields: string, end: () => void = () => undefined): Running {
  const bytes = instrumentModule(compileText(fields));
  validate(bytes);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { h: { end } });
  const global = (name: string): WebAssembly.Global => exports[name] as WebAssembly.Global;
  global(EXPORTED.fuel).value = 1_000_000n;
  global(EXPORTED.stackLimit).value = 10_000;
  return {
    call: (name, ...values) => (exports[name] as (...values: (number | bigint)[]) => unknown)(...values),
    fuel: global(EXPORTED.fuel),
    ended: global(EXPORTED.ended),
    stackPointer: global("__stack_pointer"),
    memory: exports["memory"] as WebAssembly.Memory,
  };
}
