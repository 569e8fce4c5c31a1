import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import { AffineError } from "../../../core/index.ts";
import { environment, environments, type Environment } from "../../../envs/index.ts";
import type { ModuleOption } from "../../program/env/module-option.ts";
import { loadModule } from "./load-module.ts";

/**
 * Imports the modules of `--module` and registers their environments.
 *
 * @throws AffineError as {@link loadModule}, `usage` for `--patience` without a module.
 */
export async function loadModules(options: ModuleOption): Promise<void> {
  if (options.module.length === 0 && options.patience !== undefined) throw idlePatience();
  await loadEach(options);
}

/** Imports the modules of `--module`, if any. @throws AffineError as {@link loadModule}. */
export async function loadEach({ module, patience }: ModuleOption): Promise<void> {
  for (const path of module) await loadModule(path, patience);
}

/**
 * The environment that a command's NAME means: a registered one, or the one of the module at that path. A word without a
 * slash is a path where no environment has that name and something is there.
 *
 * @throws AffineError `environment_unknown`, `usage` for a module with several, and as {@link loadModule}.
 */
export async function chosenEnvironment(name: string, options: ModuleOption): Promise<Environment> {
  const isRegistered = (): boolean => !isPath(name) && (isKnown(name) || !existsSync(name));
  if (options.module.length === 0 && options.patience !== undefined && isRegistered()) throw idlePatience();
  await loadEach(options);
  if (isRegistered()) return environment(name);
  const [only, ...others] = await loadModule(name, options.patience);
  if (only !== undefined && others.length === 0) return only;
  const names = [only, ...others].map((found) => found?.info.name).join(", ");
  throw new AffineError("usage", `${name} has several environments: ${names}.`, {
    hint: `Choose one: its name and --module ${name}.`,
  });
}

/** Environments of this program are bounded, and nobody waits for them longer or shorter. */
function idlePatience(): AffineError {
  return new AffineError("usage", "--patience goes with environments of your own: --module, or a path for the name.", {
    hint: "Leave it out, or name the module.",
  });
}

function isKnown(word: string): boolean {
  const name = word.toUpperCase();
  return environments().some(({ info }) => [info.name, ...info.aliases].some((known) => known.toUpperCase() === name));
}

/** No name of an environment starts with a dot or has a slash. */
function isPath(word: string): boolean {
  return word.startsWith(".") || word.includes("/") || word.includes("\\") || isAbsolute(word);
}
