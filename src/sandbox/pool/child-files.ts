import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AffineError, errorMessage } from "../../core/index.ts";

/** The files that the child process reads. */
export interface ChildFiles {
  /** Compiled entry of the child process. */
  readonly entry: string;
  /** Folder of the compiled sandbox; `package.json` above it says that the files are modules. */
  readonly readable: readonly string[];
  readonly wasmPath: string;
  readonly libraryPath: string;
}

/**
 * Finds them. The child always runs compiled JavaScript: when this file runs as TypeScript (tests), the same place
 * under `dist/` is meant.
 *
 * @throws AffineError `sandbox_unavailable` if the package `pyodide` is missing.
 */
export function childFiles(): ChildFiles {
  const here = dirname(fileURLToPath(import.meta.url));
  const sandbox = dirname(here.replace(/([/\\])src([/\\]sandbox[/\\]pool)$/, "$1dist$2"));
  const require = createRequire(import.meta.url);
  try {
    return {
      entry: join(sandbox, "child", "child-main.js"),
      readable: [sandbox, join(sandbox, "..", "..", "package.json")],
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
