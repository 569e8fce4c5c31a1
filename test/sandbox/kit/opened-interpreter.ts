import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { instrumentModule } from "../../../src/sandbox/instrument/index.ts";
import { buildSnapshot } from "../../../src/sandbox/interpreter/build-snapshot.ts";
import type { InterpreterInstance, InterpreterParts, OpenGates } from "../../../src/sandbox/interpreter/instance.ts";
import { Interpreter } from "../../../src/sandbox/interpreter/interpreter.ts";
import { parseSnapshot, type Snapshot, snapshotHash } from "../../../src/sandbox/interpreter/snapshot.ts";
import { readZip } from "../../../src/sandbox/interpreter/zip-archive.ts";
import { DEFAULT_LIMITS, type Limits } from "../../../src/sandbox/limits.ts";
import { PINS } from "../../../src/sandbox/pins.ts";
import { childFiles } from "../../../src/sandbox/pool/child-files.ts";
import { builtPath } from "../../../src/sandbox/pool/built-cache.ts";
import { TEST_CACHE } from "./engines.ts";

let loaded: InterpreterParts | undefined;
let pinned: Snapshot | undefined;

/** The interpreter's parts, in this process. */
export function parts(): InterpreterParts {
  if (loaded !== undefined) return loaded;
  const { wasmPath, libraryPath } = childFiles();
  const path = builtPath(TEST_CACHE, "module");
  const cached = existsSync(path) ? readFileSync(path) : null;
  const isPinned = cached !== null && createHash("sha256").update(cached).digest("hex") === PINS.module;
  loaded = {
    module: new WebAssembly.Module(isPinned ? cached : instrumentModule(readFileSync(wasmPath))),
    library: readZip(readFileSync(libraryPath)),
  };
  return loaded;
}

/** The snapshot that production uses. */
export function pinnedSnapshot(): Snapshot {
  if (pinned !== undefined) return pinned;
  const path = builtPath(TEST_CACHE, "snapshot");
  const cached = existsSync(path) ? parseSnapshot(readFileSync(path)) : null;
  pinned = cached !== null && snapshotHash(cached) === PINS.snapshot ? cached : buildSnapshot(parts());
  return pinned;
}

/** What a test sees of a run in this process. */
export interface OpenedRun {
  readonly kind: string;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ticks: number;
  readonly detail: string | null;
}

/**
 * An interpreter in this process, with a gate taken away: what programs could do without it. The gate's stand-ins are
 * made by a function, since they need the instance that they are given to.
 */
export class OpenedInterpreter {
  readonly interpreter: Interpreter;

  constructor(open: (instance: () => InterpreterInstance) => OpenGates = () => ({}), rebuild = false) {
    const instance = (): InterpreterInstance => this.interpreter.instance;
    const gates = open(instance);
    this.interpreter = new Interpreter(parts(), rebuild ? buildSnapshot(parts(), gates) : pinnedSnapshot(), gates);
  }

  run(program: string, stdin = "", limits: Partial<Limits> = {}): OpenedRun {
    const encoder = new TextEncoder();
    const result = this.interpreter.run(encoder.encode(program), {
      stdin: encoder.encode(stdin),
      ...DEFAULT_LIMITS,
      ...limits,
    });
    return {
      kind: result.kind,
      exitCode: result.exitCode,
      stdout: new TextDecoder().decode(result.stdout),
      stderr: new TextDecoder().decode(result.stderr),
      ticks: result.ticks,
      detail: result.detail,
    };
  }
}

/** Imports let through to a function that notes the call and answers `answer`: was the gate all that stood before it? */
export function letThrough(names: readonly string[], answer = 0): { gates: OpenGates; reached: string[] } {
  const reached: string[] = [];
  const imports = Object.fromEntries(
    names.map((name) => [
      name,
      () => {
        reached.push(name);
        return answer;
      },
    ]),
  );
  return { gates: { imports }, reached };
}
