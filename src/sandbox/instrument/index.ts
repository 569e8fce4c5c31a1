/**
 * Rewrites the interpreter's WebAssembly so that a program's verdict, output and fuel depend on the program alone.
 */
export { EXPORTED, STATE_PREFIX } from "./exported-names.ts";
export { instrumentModule } from "./instrument-module.ts";
