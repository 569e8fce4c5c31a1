import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import { AffineError } from "../../../core/index.ts";
import { environment, environments, type Environment } from "../../../envs/index.ts";
import type { ModuleOption } from "../../program/env/module-option.ts";
import { loadModule } from "./load-module.ts";

/** Imports the modules of `--module` and registers their environments. @throws AffineError as {@link loadModule}. */
export async function loadModules({ module, patience }: ModuleOption): Promise<void> {
  for (const path of module) await loadModule(path, patience);
}

/**
 * The environment that a command's NAME means: a registered one, or the one of the module at that path. A word without a
 * slash is a path where no environment has that name and something is there.
 *
 * @throws AffineError `environment_unknown`, `usage` for a module with several, and as {@link loadModule}.
 */
export async function chosenEnvironment(name: string, options: ModuleOption): Promise<Environment> {
  await loadModules(options);
  if (!isPath(name) && (isKnown(name) || !existsSync(name))) return environment(name);
  const [only, ...others] = await loadModule(name, options.patience);
  if (only !== undefined && others.length === 0) return only;
  const names = [only, ...others].map((found) => found?.info.name).join(", ");
  throw new AffineError("usage", `${name} has several environments: ${names}.`, {
    hint: `Choose one: its name and --module ${name}.`,
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
