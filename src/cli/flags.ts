import { Option, type Command } from "commander";
import { OPTIONS, type OptionName } from "../config/options.ts";
import type { OptionSpec } from "../config/option.ts";

/** Adds flags of the option table to a command, each with its variable and default in the help. */
export function withOptions(command: Command, names: readonly OptionName[]): Command {
  for (const name of names) {
    const spec: OptionSpec = OPTIONS[name];
    if (spec.flag === undefined) throw new Error(`The option ${name} has no flag.`);
    command.addOption(
      new Option(
        spec.flag,
        `${spec.help.charAt(0).toLowerCase()}${spec.help.slice(1)} [${spec.env}${defaultOf(spec)}]`,
      ),
    );
  }
  return command;
}

function defaultOf(spec: OptionSpec): string {
  if (spec.defaultText !== undefined) return `; default ${spec.defaultText}`;
  return spec.default === undefined ? "" : `; default ${JSON.stringify(spec.default).replaceAll('"', "")}`;
}

/** Values of the flags that were given on the command line, by option name. */
export function givenFlags(command: Command): Partial<Record<OptionName, unknown>> {
  const given: Partial<Record<OptionName, unknown>> = {};
  for (const name of Object.keys(OPTIONS) as OptionName[]) {
    const flag = (OPTIONS[name] as OptionSpec).flag;
    if (flag === undefined) continue;
    const attribute = new Option(flag).attributeName();
    if (command.getOptionValueSourceWithGlobals(attribute) === "cli") {
      given[name] = command.optsWithGlobals<Record<string, unknown>>()[attribute];
    }
  }
  return given;
}

/** `--model_path` and `--model-path` are one flag: underscores in long flag names become hyphens. */
export function hyphenated(argv: readonly string[]): string[] {
  const end = argv.indexOf("--");
  return argv.map((word, index) =>
    end >= 0 && index >= end ? word : word.replace(/^--[a-z][a-z0-9_-]*/, (flag) => flag.replaceAll("_", "-")),
  );
}
