import { PRELUDE } from "../prelude/index.ts";
import { LIBRARY_PATH } from "./file-tree.ts";
import { createInstance, type InterpreterInstance, type InterpreterParts, type OpenGates } from "./instance.ts";
import { endOf } from "./end-of-run.ts";
import { type Snapshot, takeSnapshot } from "./snapshot.ts";

/** Enough for start-up and all imports of the prelude, with room. */
const BUILD_SETTINGS = {
  stdin: new Uint8Array(0),
  memoryBytes: 512 * 2 ** 20,
  outputBytes: 1_000_000,
  fuelTicks: 100_000_000_000,
};

/**
 * Built-in modules that no program needs and that give C-level access: they are taken off the interpreter's list
 * before it starts, so that importing them fails as on an interpreter built without them.
 */
const MODULES_LEFT_OUT =
  /^(_ctypes|_test.*|_xxtestfuzz|xxsubtype|_remote_debugging|_posixsubprocess|faulthandler|termios)$/;

/** Configuration of the interpreter (PEP 741). */
const INTEGERS: Record<string, bigint> = {
  use_hash_seed: 1n,
  hash_seed: 0n,
  site_import: 0n,
  write_bytecode: 0n,
  utf8_mode: 1n,
  pathconfig_warnings: 0n,
  install_signal_handlers: 1n,
};
const TEXTS: Record<string, string> = {
  executable: "/bin/python3",
  base_executable: "/bin/python3",
  prefix: "/",
  exec_prefix: "/",
  base_prefix: "/",
  base_exec_prefix: "/",
  home: "/",
  stdlib_dir: LIBRARY_PATH,
  stdio_encoding: "utf-8",
  stdio_errors: "strict",
};
const LISTS: Record<string, readonly string[]> = { module_search_paths: [LIBRARY_PATH], argv: ["main.py"] };

/**
 * Starts an interpreter, runs our prelude and takes the snapshot. Everything it sees is fixed, the clock and the random
 * source included, so the result is the same bytes on every machine.
 */
export function buildSnapshot(parts: InterpreterParts, open: OpenGates = {}): Snapshot {
  const instance = createInstance(parts, "building", open);
  instance.guest.begin(BUILD_SETTINGS);
  try {
    instance.call("__wasm_call_ctors");
    installTrampoline(instance);
    if (open.allModules !== true) removeModules(instance);
    startPython(instance);
    instance.memory.setUint32(instance.address("Py_EMSCRIPTEN_SIGNAL_HANDLING"), 1);
    return takeSnapshot(instance, runPrelude(instance));
  } catch (thrown) {
    const { kind, detail } = endOf(instance.guest, thrown);
    const ended = `${kind} ${detail ?? (thrown instanceof Error ? thrown.message : "")}`.trim();
    const said = new TextDecoder().decode(instance.guest.stderr.bytes());
    throw new Error(`the interpreter does not start: ${ended}\n${said}`, { cause: thrown });
  }
}

function installTrampoline(instance: InterpreterInstance): void {
  const offset = instance.memory.getUint32(instance.address("_PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET"));
  instance.memory.setUint32(instance.address("_PyRuntime") + offset, instance.trampolineSlot);
}

/** The list is an array of (name, function) pairs that ends with a null name. */
function removeModules(instance: InterpreterInstance): void {
  const { memory } = instance;
  let target = memory.getUint32(instance.address("PyImport_Inittab"));
  for (let source = target; memory.getUint32(source) !== 0; source += 8) {
    if (MODULES_LEFT_OUT.test(memory.text(memory.getUint32(source)))) continue;
    memory.setUint32(target, memory.getUint32(source));
    memory.setUint32(target + 4, memory.getUint32(source + 4));
    target += 8;
  }
  memory.setUint32(target, 0);
  memory.setUint32(target + 4, 0);
}

function startPython(instance: InterpreterInstance): void {
  const config = instance.call("PyInitConfig_Create");
  const text = (value: string): number => allocateText(instance, value);
  const expectZero = (name: string, result: number): void => {
    if (result !== 0) throw new Error(`option ${name} is refused`);
  };
  for (const [name, value] of Object.entries(INTEGERS)) {
    expectZero(name, instance.call("PyInitConfig_SetInt", config, text(name), value));
  }
  for (const [name, value] of Object.entries(TEXTS)) {
    expectZero(name, instance.call("PyInitConfig_SetStr", config, text(name), text(value)));
  }
  for (const [name, values] of Object.entries(LISTS)) {
    const list = instance.call("malloc", 4 * values.length);
    for (const [index, value] of values.entries()) instance.memory.setUint32(list + 4 * index, text(value));
    expectZero(name, instance.call("PyInitConfig_SetStrList", config, text(name), values.length, list));
  }
  expectZero("start", instance.call("Py_InitializeFromInitConfig", config));
  instance.call("PyInitConfig_Free", config);
}

/** Runs the prelude; answers the address of the function that it leaves behind as `__main__.run_program`. */
function runPrelude(instance: InterpreterInstance): number {
  for (const source of PRELUDE) {
    if (instance.call("PyRun_SimpleString", allocateText(instance, source)) !== 0) throw new Error("prelude");
  }
  const main = instance.call("PyImport_AddModule", allocateText(instance, "__main__"));
  const entry = instance.call("PyObject_GetAttrString", main, allocateText(instance, "run_program"));
  if (entry === 0) throw new Error("the prelude leaves no run_program");
  if (instance.call("PyRun_SimpleString", allocateText(instance, "del run_program")) !== 0) throw new Error("prelude");
  return entry;
}

/** Never freed: what stays allocated is part of the snapshot and the same everywhere. */
function allocateText(instance: InterpreterInstance, value: string): number {
  const address = instance.call("malloc", new TextEncoder().encode(value).length + 1);
  instance.memory.setText(address, value);
  return address;
}
