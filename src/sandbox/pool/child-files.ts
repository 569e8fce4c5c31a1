import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { AffineError, errorMessage } from "../../core/index.ts";
import { entryFile, packageFile } from "../../io/index.ts";

/** The files that the child process reads. */
export interface ChildFiles {
  /** Compiled entry of the child process. */
  readonly entry: string;
  /** Folder of the built child; `package.json` above it says that the files are modules. */
  readonly readable: readonly string[];
  readonly wasmPath: string;
  readonly libraryPath: string;
}

/**
 * Finds them. The child always runs built JavaScript, also when this file runs as TypeScript (tests).
 *
 * @throws AffineError `not_found` if it is not built, `sandbox_unavailable` if the package `pyodide` is missing.
 */
export function childFiles(): ChildFiles {
  const entry = fileURLToPath(entryFile("sandbox/child/child-main"));
  const require = createRequire(import.meta.url);
  try {
    return {
      entry,
      readable: [dirname(entry), fileURLToPath(packageFile("package.json"))],
      wasmPath: require.resolve("pyodide/pyodide.asm.wasm"),
      libraryPath: require.resolve("pyodide/python_stdlib.zip"),
    };
  } catch (cause) {
    throw new AffineError("sandbox_unavailable", `The Python interpreter is not installed: ${errorMessage(cause)}`, {
      hint: "Run `npm ci`.",
      cause,
      retryable: false,
    });
  }
}
