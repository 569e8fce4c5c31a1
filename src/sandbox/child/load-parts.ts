import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { instrumentModule } from "../instrument/index.ts";
import { buildSnapshot } from "../interpreter/build-snapshot.ts";
import { readZip } from "../interpreter/zip-archive.ts";
import { PINS } from "../pins.ts";
import type { ChildSettings } from "./settings.ts";
import type { WorkerParts } from "./worker-messages.ts";

export interface LoadedParts {
  readonly parts: WorkerParts;
  /** Set if the instrumented module had to be built: worth caching. */
  readonly builtModule: Uint8Array | null;
  /** Set if the snapshot had to be built: worth caching. */
  readonly builtSnapshot: Uint8Array | null;
}

/**
 * Reads the interpreter's files, its instrumented module and its snapshot, or builds those two.
 *
 * @throws Error if anything differs from its pinned hash.
 */
export async function loadParts(settings: ChildSettings): Promise<LoadedParts> {
  const library = readPinned(settings.libraryPath, PINS.library, "the standard library (python_stdlib.zip)");
  const cachedModule = readCached(settings.modulePath, PINS.module);
  const instrumented = cachedModule ?? buildModule(settings.wasmPath);
  const module = await WebAssembly.compile(instrumented);
  const cachedSnapshot = readCached(settings.snapshotPath, PINS.snapshot);
  const snapshot = cachedSnapshot ?? buildSnapshot({ module, library: readZip(library) }).bytes;
  expectHash(snapshot, PINS.snapshot, "the snapshot");
  return {
    parts: { module, library: share(library), snapshot: share(snapshot) },
    builtModule: cachedModule === null ? instrumented : null,
    builtSnapshot: cachedSnapshot === null ? snapshot : null,
  };
}

function buildModule(wasmPath: string): Uint8Array {
  const module = instrumentModule(readPinned(wasmPath, PINS.wasm, "the interpreter (pyodide.asm.wasm)"));
  expectHash(module, PINS.module, "the instrumented interpreter");
  return module;
}

function readPinned(path: string, pin: string, name: string): Buffer {
  const bytes = readFileSync(path);
  expectHash(bytes, pin, name);
  return bytes;
}

function expectHash(bytes: Uint8Array, pin: string, name: string): void {
  const actual = sha256(bytes);
  if (actual !== pin) throw new Error(`${name} has SHA-256 ${actual}, not ${pin}`);
}

/** A cached file that is damaged, another version's or not to be read counts as none: it is built and kept anew. */
function readCached(path: string | null, pin: string): Buffer | null {
  if (path === null) return null;
  try {
    // A pipe in the file's place would never end.
    if (!statSync(path).isFile()) return null;
    const bytes = readFileSync(path);
    return sha256(bytes) === pin ? bytes : null;
  } catch {
    return null;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function share(bytes: Uint8Array): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}
