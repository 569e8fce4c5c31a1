import { register } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { AffineError, errorMessage } from "../../../core/index.ts";
import { environments, environmentsAmong, registerEnvironment, type Environment } from "../../../envs/index.ts";
import { libraryModules, resolveHook } from "../../../io/index.ts";
import { moduleEntry } from "./module-entry.ts";
import { syntaxPlace } from "./syntax-place.ts";
import { say } from "../../../telemetry/index.ts";

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
  const onExit = (): void => sayEnded(path);
  process.once("exit", onExit);
  try {
    exported = (await import(entry)) as Record<string, unknown>;
  } catch (cause) {
    throw unloadable(path, cause, syntaxPlace(cause, fileURLToPath(entry)));
  } finally {
    process.off("exit", onExit);
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

/** A module that ends the process, or awaits what never comes, must not look like a command that has done its work. */
function sayEnded(path: string): void {
  say(
    `${path} was not loaded: the process ended while it was imported. It calls process.exit, or awaits what never comes.`,
  );
  if (process.exitCode === undefined || process.exitCode === 0) process.exitCode = 1;
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
