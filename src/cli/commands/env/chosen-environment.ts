import { isAbsolute } from "node:path";
import { Option } from "commander";
import { AffineError } from "../../../core/index.ts";
import { environment, type Environment } from "../../../envs/index.ts";
import { loadModule } from "./load-module.ts";

/** What `--module` gives a command. */
export interface ModuleOption {
  readonly module: readonly string[];
}

/** `--module PATH`, as often as wanted. */
export function moduleOption(): Option {
  return new Option("--module <path>", "module or package folder with more environments; its code is run")
    .argParser<readonly string[]>((path, before) => [...before, path])
    .default([], "none");
}

/** Imports the modules of `--module` and registers their environments. @throws AffineError as {@link loadModule}. */
export async function loadModules({ module }: ModuleOption): Promise<void> {
  for (const path of module) await loadModule(path);
}

/**
 * The environment that a command's NAME means: a registered one, or the one of the module at that path.
 *
 * @throws AffineError `environment_unknown`, `usage` for a module with several, and as {@link loadModule}.
 */
export async function chosenEnvironment(name: string, options: ModuleOption): Promise<Environment> {
  await loadModules(options);
  if (!isPath(name)) return environment(name);
  const [only, ...others] = await loadModule(name);
  if (only !== undefined && others.length === 0) return only;
  const names = [only, ...others].map((found) => found?.info.name).join(", ");
  throw new AffineError("usage", `${name} has several environments: ${names}.`, {
    hint: `Choose one: its name and --module ${name}.`,
  });
}

/** No name of an environment starts with a dot or has a slash. */
function isPath(word: string): boolean {
  return word.startsWith(".") || word.includes("/") || word.includes("\\") || isAbsolute(word);
}
