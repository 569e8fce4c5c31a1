import { register } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { AffineError, errorMessage } from "../../../core/index.ts";
import { environments, environmentsAmong, registerEnvironment, type Environment } from "../../../envs/index.ts";
import { libraryModules, resolveHook } from "../../../io/index.ts";
import { moduleEntry } from "./module-entry.ts";
import { syntaxPlace } from "./syntax-place.ts";

let resolving = false;

/**
 * Imports a stranger's module and registers the environments it exports, or has registered itself. Its code runs with
 * all rights of this process. `affine` resolves to this program, installed or not.
 *
 * @param path a JavaScript module or a package folder.
 * @returns its environments, at least one.
 * @throws AffineError `not_found`, `invalid_input` with what is wrong with the module.
 */
export async function loadModule(path: string): Promise<readonly Environment[]> {
  const entry = pathToFileURL(moduleEntry(path)).href;
  resolveAffineToThisProgram();
  const before = new Set(environments());
  let exported: Record<string, unknown>;
  try {
    exported = (await import(entry)) as Record<string, unknown>;
  } catch (cause) {
    throw unloadable(path, cause, syntaxPlace(cause, fileURLToPath(entry)));
  }
  let among: readonly Environment[];
  try {
    among = environmentsAmong(exported);
    for (const environment of among) registerEnvironment(environment);
  } catch (cause) {
    throw unloadable(path, cause);
  }
  // What was loaded before is in the registry already, so exports count whether or not they are new there.
  const found = new Set([...among, ...environments().filter((environment) => !before.has(environment))]);
  if (found.size > 0) return [...found];
  const names = Object.keys(exported);
  throw new AffineError(
    "invalid_input",
    `${path} exports no environment; ${names.length === 0 ? "it exports nothing" : `its exports: ${names.join(", ")}`}.`,
    { hint: "Export what defineEnvironment returns." },
  );
}

function resolveAffineToThisProgram(): void {
  if (resolving) return;
  register(resolveHook(), { data: libraryModules() });
  resolving = true;
}

function unloadable(path: string, cause: unknown, place = ""): AffineError {
  const known = AffineError.isInstance(cause) ? cause.hint : undefined;
  return new AffineError("invalid_input", `${path} cannot be loaded: ${errorMessage(cause)}${place}`, {
    hint: known ?? "It must be JavaScript that Node can import, with its own dependencies installed; -vvv shows where.",
    cause,
  });
}
