import { Option } from "commander";

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
