import { register } from "node:module";
import { pathToFileURL } from "node:url";
import { MessageChannel, receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import { AffineError, errorMessage } from "../../../core/index.ts";
import { environments, environmentsAmong, registerEnvironment, type Environment } from "../../../envs/index.ts";
import { libraryModules, resolveHook } from "../../../io/index.ts";
import { endIsTold } from "../../ending.ts";
import { watchCalls, watchEnvironments } from "./calls/index.ts";
import { faultPlace } from "./fault-place.ts";
import { refuseLateThrows } from "./late-throw.ts";
import { moduleEntry } from "./module-entry.ts";
import type { ResolveSettings } from "./resolve-affine.ts";
import { say } from "../../../telemetry/index.ts";

/** Where the loader thread tells which modules are imported. */
let imports: MessagePort | undefined;
/** Why modules could not be imported, as was told. */
const toldCauses = new Set<unknown>();

/**
 * Imports a stranger's module and registers the environments it exports, or has registered itself. Its code runs with
 * all rights of this process. `affine` resolves to this program, installed or not.
 *
 * @param path a JavaScript module or a package folder.
 * @param patience seconds that are waited for each call of its code, this import among them.
 * @returns its environments, at least one.
 * @throws AffineError `not_found`, `invalid_input` with what is wrong with the module.
 */
export async function loadModule(path: string, patience?: number): Promise<readonly Environment[]> {
  const entry = pathToFileURL(moduleEntry(path)).href;
  const board = await watchCalls(patience);
  const asked = resolveAffineToThisProgram();
  importedNow(asked);
  const before = new Set(environments());
  let exported: Record<string, unknown>;
  const onExit = (): void => {
    if (!board.isEnded) sayEnded(path);
    endIsTold();
  };
  const leave = board.enter(`The import of ${path}`);
  process.prependOnceListener("exit", onExit);
  try {
    exported = (await import(entry)) as Record<string, unknown>;
  } catch (cause) {
    toldCauses.add(cause);
    throw unloadable(path, cause, faultPlace(cause, [entry, ...importedNow(asked)]));
  } finally {
    leave();
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
  watchEnvironments([...found].map(({ info }) => info.name));
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

function resolveAffineToThisProgram(): MessagePort {
  if (imports !== undefined) return imports;
  const { port1, port2 } = new MessageChannel();
  const data: ResolveSettings = { modules: libraryModules(), told: port2 };
  register(resolveHook(), { data, transferList: [port2] });
  // Node 20 rejects two promises where a CommonJS module cannot be read, and nobody has the second one.
  refuseLateThrows((reason) => toldCauses.has(reason));
  imports = port1;
  return port1;
}

/** URLs of the modules that were asked for since the last call. */
function importedNow(port: MessagePort): string[] {
  const urls: string[] = [];
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
    urls.push(String(next.message));
  }
  return urls;
}

function unloadable(path: string, cause: unknown, place = ""): AffineError {
  const known = AffineError.isInstance(cause) ? cause.hint : undefined;
  return new AffineError("invalid_input", `${path} cannot be loaded: ${errorMessage(cause)}${place}`, {
    hint: known ?? "It must be JavaScript that Node can import, with its own dependencies installed; -vvv shows where.",
    cause,
  });
}
