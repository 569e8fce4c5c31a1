import { InvalidArgumentError, Option } from "commander";

/** What `--module` gives a command. */
export interface ModuleOption {
  readonly module: readonly string[];
  /** `--patience`: seconds that are waited for one call of a module's code. */
  readonly patience?: number;
}

/** `--module PATH`, as often as wanted. */
export function moduleOption(): Option {
  return new Option("--module <path>", "module or package folder with more environments; its code is run")
    .argParser<readonly string[]>((path, before) => [...before, path])
    .default([], "none");
}

/** Seconds of a day: who wants no end gives as much. */
const MOST_PATIENCE_S = 86_400;

/** `--patience SECONDS`, of the commands that run modules. */
export function patienceOption(): Option {
  return new Option(
    "--patience <seconds>",
    "wait so long for one call of an environment of your own, then name it and end (default: 60)",
  ).argParser((text) => {
    const seconds = Number(text);
    if (/^\d{1,5}$/.test(text) && seconds >= 1 && seconds <= MOST_PATIENCE_S) return seconds;
    throw new InvalidArgumentError(`It must be a whole number of seconds, 1 to ${MOST_PATIENCE_S}.`);
  });
}
