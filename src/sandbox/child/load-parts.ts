import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { buildSnapshot } from "../interpreter/build-snapshot.ts";
import { parseSnapshot, type Snapshot, snapshotHash } from "../interpreter/snapshot.ts";
import { tableArities } from "../interpreter/wasm-signatures.ts";
import { readZip } from "../interpreter/zip-archive.ts";
import { PINS } from "../pins.ts";
import type { ChildSettings } from "./settings.ts";
import type { WorkerParts } from "./worker-messages.ts";

export interface LoadedParts {
  readonly parts: WorkerParts;
  /** Set if the snapshot had to be built: worth caching. */
  readonly built: Uint8Array | null;
}

/**
 * Reads the interpreter's files and its snapshot, or builds the snapshot.
 *
 * @throws Error if anything differs from its pinned hash.
 */
export async function loadParts(settings: ChildSettings): Promise<LoadedParts> {
  const wasm = readPinned(settings.wasmPath, PINS.wasm, "the interpreter (pyodide.asm.wasm)");
  const library = readPinned(settings.libraryPath, PINS.library, "the standard library (python_stdlib.zip)");
  const module = await WebAssembly.compile(wasm);
  const arities = tableArities(wasm);
  const cached = settings.snapshotPath === null ? null : readCached(settings.snapshotPath);
  const snapshot = cached ?? buildSnapshot({ module, arities, library: readZip(library) });
  if (cached === null) expectHash(snapshotHash(snapshot), PINS.snapshot, "the snapshot");
  return {
    parts: { module, arities, library: share(library), snapshot: share(snapshot.bytes) },
    built: cached === null ? snapshot.bytes : null,
  };
}

function readPinned(path: string, pin: string, name: string): Buffer {
  const bytes = readFileSync(path);
  expectHash(createHash("sha256").update(bytes).digest("hex"), pin, name);
  return bytes;
}

function expectHash(actual: string, pin: string, name: string): void {
  if (actual !== pin) throw new Error(`${name} has SHA-256 ${actual}, not ${pin}`);
}

/** A cached snapshot that is damaged, or another version's, counts as none. */
function readCached(path: string): Snapshot | null {
  const bytes = readFileSync(path);
  return createHash("sha256").update(bytes).digest("hex") === PINS.snapshot ? parseSnapshot(bytes) : null;
}

function share(bytes: Uint8Array): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}
