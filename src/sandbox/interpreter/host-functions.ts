/** Functions given to the interpreter, by import name. `unknown`, since one of them is WebAssembly itself. */
export type HostFunctions = Record<string, unknown>;
